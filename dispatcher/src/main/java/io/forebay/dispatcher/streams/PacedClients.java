package io.forebay.dispatcher.streams;

import io.forebay.dispatcher.topology.Progress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * Clients for Kafka Streams that keep each stream thread's {@link CommitCycle}: a poll knows when
 * there is nothing at hand, a producer when a commit begins and ends.
 */
public final class PacedClients implements KafkaClientSupplier, Progress {

    private final InstantSource clock;
    private final ThreadLocal<CommitCycle> cycles = ThreadLocal.withInitial(CommitCycle::new);

    public PacedClients(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public void awaited(Runnable commit) {
        cycles.get().awaited(commit);
    }

    @Override
    public Admin getAdmin(Map<String, Object> config) {
        return Admin.create(config);
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return new TimedProducer(config);
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        return new PacedConsumer(config);
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
        return new KafkaConsumer<>(
                config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
        return new KafkaConsumer<>(
                config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Asks for a commit when there is nothing to read and one is due. */
    private final class PacedConsumer extends KafkaConsumer<byte[], byte[]> {

        PacedConsumer(Map<String, Object> config) {
            super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        }

        @Override
        public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            CommitCycle cycle = cycles.get();
            if (cycle.isClean()) {
                return super.poll(timeout);
            }
            Duration rest = cycle.rest(clock.instant());
            ConsumerRecords<byte[], byte[]> records =
                    super.poll(rest.compareTo(timeout) < 0 ? rest : timeout);
            if (records.isEmpty() && cycle.rest(clock.instant()).isZero()) {
                cycle.ask();
            }
            return records;
        }
    }

    /** Kafka Streams flushes, and then ends the transaction. */
    private final class TimedProducer extends KafkaProducer<byte[], byte[]> {

        TimedProducer(Map<String, Object> config) {
            super(config, new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public void flush() {
            cycles.get().begins(clock.instant());
            super.flush();
        }

        @Override
        public void commitTransaction() {
            super.commitTransaction();
            cycles.get().ends(clock.instant());
        }

        @Override
        public void abortTransaction() {
            super.abortTransaction();
            cycles.get().ends(clock.instant());
        }
    }
}
