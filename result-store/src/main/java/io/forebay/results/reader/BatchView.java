package io.forebay.results.reader;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.InvalidProtocolBufferException;
import io.forebay.results.redis.RedisAnswer;
import io.forebay.results.redis.RedisClient;
import io.forebay.schemas.id.BatchId;
import io.forebay.schemas.id.JobId;
import io.forebay.schemas.redis.RedisKeys;
import io.forebay.schemas.redis.ViewPosition;
import io.forebay.schemas.wire.BatchState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.client.codec.StringCodec;
import org.redisson.client.protocol.ScoredEntry;

/** Looks into Redis for batches. Safe for use by several threads. */
final class BatchView implements BatchReader {

    /** Lines in one round trip. */
    private static final int ROUND = 256;

    private final RedisClient redis;
    private final RedisKeys keys;
    private final View jobs;
    private final HighestPositions highest;

    BatchView(RedisClient redis, RedisKeys keys, View jobs) {
        this.redis = redis;
        this.keys = keys;
        this.jobs = jobs;
        this.highest = new HighestPositions(keys.partitions());
    }

    @Override
    public BatchReading read(BatchId id) {
        int partition = keys.partition(id);
        String key = keys.batch(partition, id.text());
        String positionKey = keys.batchPosition(partition);
        long before = highest.of(partition);
        return switch (values(positionKey, key)) {
            case RedisAnswer.Away<Map<String, byte[]>> away ->
                    new BatchReading.Unavailable(away.reason());
            case RedisAnswer.Answered<Map<String, byte[]>> found -> {
                Optional<String> position = text(found.value().get(positionKey));
                highest.saw(partition, position);
                yield decide(position, before, Optional.ofNullable(found.value().get(key)));
            }
        };
    }

    @Override
    public Optional<List<BatchState>> list(String tenant, int most) {
        return newest(partition -> keys.batchesOf(partition, tenant), most)
                .map(batches -> batches.stream().limit(most).toList());
    }

    @Override
    public Optional<List<BatchState>> due(int most) {
        return newest(keys::batchDuties, most);
    }

    /** The newest of each partition's list, all together newest first. */
    private Optional<List<BatchState>> newest(IntFunction<String> listOf, int most) {
        List<String> names = new ArrayList<>();
        for (int partition = 0; partition < keys.partitions(); partition++) {
            String list = listOf.apply(partition);
            RedisAnswer<Collection<String>> newest =
                    redis.<Collection<String>, Collection<String>>ask(
                                    redisson ->
                                            redisson.<String>getScoredSortedSet(
                                                            list, StringCodec.INSTANCE)
                                                    .valueRangeReversedAsync(0, most - 1),
                                    found -> found)
                            .join();
            if (!(newest instanceof RedisAnswer.Answered<Collection<String>> found)) {
                return Optional.empty();
            }
            int number = partition;
            found.value().forEach(id -> names.add(keys.batch(number, id)));
        }
        if (names.isEmpty()) {
            return live(keys::batchPosition) ? Optional.of(List.of()) : Optional.empty();
        }
        if (!live(keys::batchPosition)
                || !(values(names.toArray(String[]::new))
                        instanceof RedisAnswer.Answered<Map<String, byte[]>> found)) {
            return Optional.empty();
        }
        return Optional.of(
                found.value().values().stream()
                        .flatMap(bytes -> parse(bytes).stream())
                        .sorted(Comparator.comparingLong(BatchState::getCreatedAt).reversed())
                        .toList());
    }

    @Override
    public Optional<List<EndedLine>> ended(BatchId id, Ending ending, LineCursor after, int most) {
        if (!live(keys::position)) {
            return Optional.empty();
        }
        List<EndedLine> lines = new ArrayList<>();
        LineCursor cursor = after;
        for (int partition = 0; partition < keys.partitions(); partition++) {
            boolean more = true;
            while (more && lines.size() < most) {
                int round = Math.min(ROUND, most - lines.size());
                Optional<List<ScoredEntry<String>>> read =
                        entries(key(partition, id, ending), cursor.of(partition), round);
                if (read.isEmpty()) {
                    return Optional.empty();
                }
                for (EndedLine line : states(read.get(), partition, cursor)) {
                    lines.add(line);
                    cursor = line.cursor();
                }
                if (!read.get().isEmpty()) {
                    cursor = cursor.with(partition, read.get().getLast().getScore().longValue());
                }
                more = read.get().size() == round;
            }
        }
        return Optional.of(lines);
    }

    @Override
    public Optional<Long> count(BatchId id, Ending ending) {
        long sum = 0;
        for (int partition = 0; partition < keys.partitions(); partition++) {
            String key = key(partition, id, ending);
            RedisAnswer<Integer> size =
                    redis.<Integer, Integer>ask(
                                    redisson ->
                                            redisson.getScoredSortedSet(key, StringCodec.INSTANCE)
                                                    .sizeAsync(),
                                    found -> found)
                            .join();
            if (!(size instanceof RedisAnswer.Answered<Integer> found)) {
                return Optional.empty();
            }
            sum += found.value();
        }
        return Optional.of(sum);
    }

    private String key(int partition, BatchId id, Ending ending) {
        return switch (ending) {
            case RESULT -> keys.batchResults(partition, id.text());
            case ERROR -> keys.batchErrors(partition, id.text());
        };
    }

    private Optional<List<ScoredEntry<String>>> entries(String key, long after, int most) {
        RedisAnswer<List<ScoredEntry<String>>> answer =
                redis.<Collection<ScoredEntry<String>>, List<ScoredEntry<String>>>ask(
                                redisson ->
                                        redisson.<String>getScoredSortedSet(
                                                        key, StringCodec.INSTANCE)
                                                .entryRangeAsync(
                                                        (double) after,
                                                        false,
                                                        Double.POSITIVE_INFINITY,
                                                        true,
                                                        0,
                                                        most),
                                List::copyOf)
                        .join();
        return answer instanceof RedisAnswer.Answered<List<ScoredEntry<String>>> found
                ? Optional.of(found.value())
                : Optional.empty();
    }

    /** Lines whose jobs are past their retention are passed over. */
    private List<EndedLine> states(
            List<ScoredEntry<String>> entries, int partition, LineCursor from) {
        List<JobId> ids = new ArrayList<>(entries.size());
        entries.forEach(entry -> JobId.parse(entry.getValue()).ifPresent(ids::add));
        Map<JobId, Reading> readings = jobs.read(ids);
        List<EndedLine> lines = new ArrayList<>(ids.size());
        for (ScoredEntry<String> entry : entries) {
            JobId.parse(entry.getValue())
                    .map(readings::get)
                    .filter(Reading.Found.class::isInstance)
                    .map(reading -> ((Reading.Found) reading).state())
                    .ifPresent(job ->
                            lines.add(
                                    new EndedLine(
                                            job,
                                            from.with(partition, entry.getScore().longValue()))));
        }
        return lines;
    }

    /** Whether the view of every partition is whole. */
    private boolean live(IntFunction<String> position) {
        String[] names =
                IntStream.range(0, keys.partitions()).mapToObj(position).toArray(String[]::new);
        return values(names) instanceof RedisAnswer.Answered<Map<String, byte[]>> found
                && found.value().values().stream()
                                .filter(bytes ->
                                        text(bytes)
                                                .flatMap(ViewPosition::parse)
                                                .filter(ViewPosition::live)
                                                .isPresent())
                                .count()
                        == names.length;
    }

    private RedisAnswer<Map<String, byte[]>> values(String... names) {
        CompletableFuture<RedisAnswer<Map<String, byte[]>>> answer =
                redis.ask(
                        redisson ->
                                redisson.getBuckets(ByteArrayCodec.INSTANCE)
                                        .<byte[]>getAsync(names),
                        found -> found);
        return answer.join();
    }

    private static BatchReading decide(
            Optional<String> position, long highest, Optional<byte[]> bytes) {
        return ReadRules.doubt(position.flatMap(ViewPosition::parse), highest)
                .<BatchReading>map(BatchReading.Unavailable::new)
                .orElseGet(() ->
                        bytes.flatMap(BatchView::parse)
                                .<BatchReading>map(BatchReading.Found::new)
                                .orElseGet(BatchReading.NotRecorded::new));
    }

    private static Optional<String> text(byte @org.jspecify.annotations.Nullable [] bytes) {
        return Optional.ofNullable(bytes).map(found -> new String(found, UTF_8));
    }

    private static Optional<BatchState> parse(byte[] bytes) {
        try {
            return Optional.of(BatchState.parseFrom(bytes));
        } catch (InvalidProtocolBufferException e) {
            return Optional.empty();
        }
    }
}
