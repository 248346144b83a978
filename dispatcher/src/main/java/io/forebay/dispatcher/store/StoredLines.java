package io.forebay.dispatcher.store;

import io.forebay.dispatcher.batch.Line;
import io.forebay.dispatcher.batch.Lines;
import io.forebay.dispatcher.record.LineRecord;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ObjLongConsumer;
import org.apache.kafka.streams.state.KeyValueStore;

/** Lines by batch and number. Confined to the partition's thread. */
public final class StoredLines implements Lines {

    private final KeyValueStore<byte[], LineRecord> store;

    StoredLines(KeyValueStore<byte[], LineRecord> store) {
        this.store = store;
    }

    @Override
    public Optional<Line> find(String batch, long line) {
        return Optional.ofNullable(store.get(key(batch, line))).map(StoredLines::read);
    }

    @Override
    public void keep(String batch, long line, Line state) {
        store.put(key(batch, line), write(state));
    }

    @Override
    public OptionalLong each(String batch, long from, int most, ObjLongConsumer<Line> visitor) {
        try (var entries = store.range(key(batch, from), key(batch, Long.MAX_VALUE))) {
            for (int shown = 0; entries.hasNext(); shown++) {
                long number = number(entries.peekNextKey());
                if (shown == most) {
                    return OptionalLong.of(number);
                }
                visitor.accept(read(entries.next().value), number);
            }
            return OptionalLong.empty();
        }
    }

    @Override
    public void drop(String batch, long line) {
        store.delete(key(batch, line));
    }

    /** All ids have one length, so that a batch's lines lie together, in order. */
    private static byte[] key(String batch, long line) {
        byte[] id = batch.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(id.length + Long.BYTES).put(id).putLong(line).array();
    }

    private static long number(byte[] key) {
        return ByteBuffer.wrap(key).getLong(key.length - Long.BYTES);
    }

    private static LineRecord write(Line line) {
        return LineRecord.newBuilder()
                .setJobId(line.jobId())
                .setRound(line.round())
                .setVersion(line.version())
                .setState(line.state())
                .setCache(line.cache())
                .setCounted(line.counted())
                .build();
    }

    private static Line read(LineRecord record) {
        return new Line(
                record.getJobId(),
                record.getRound(),
                record.getVersion(),
                record.getState(),
                record.getCache(),
                record.getCounted());
    }
}
