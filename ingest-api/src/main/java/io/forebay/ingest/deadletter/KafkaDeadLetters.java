package io.forebay.ingest.deadletter;

import com.google.protobuf.ByteString;
import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.wire.DeadLetter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows {@code forebay.dead-letters} on a thread of its own and keeps the heads; whole letters
 * are read again from the log when they are wanted, since they carry their payloads.
 */
public final class KafkaDeadLetters implements DeadLetterBox, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaDeadLetters.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration RETRY = Duration.ofSeconds(2);
    private static final Duration OPEN = Duration.ofSeconds(5);

    /** Some 10 MB; the older ones are on the topic still. */
    private static final int MOST_HEADS = 10_000;

    private final Map<String, Object> properties;
    private final LetterIndex index = new LetterIndex(MOST_HEADS);
    private final KafkaConsumer<byte[], DeadLetter> consumer;
    private final Thread thread;
    private volatile boolean complete;

    private KafkaDeadLetters(Map<String, Object> properties) {
        this.properties = properties;
        this.consumer = consumer(properties);
        this.thread = Thread.ofPlatform().name("forebay-dead-letters").unstarted(this::follow);
    }

    /**
     * Starts to read; what is there is known soon after.
     *
     * @param kafka client properties, at least {@code bootstrap.servers}
     */
    public static KafkaDeadLetters start(Map<String, Object> kafka) {
        Map<String, Object> properties = new HashMap<>(kafka);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        KafkaDeadLetters letters = new KafkaDeadLetters(properties);
        letters.thread.start();
        return letters;
    }

    @Override
    public boolean isComplete() {
        return complete;
    }

    @Override
    public List<LetterHead> list(
            Predicate<LetterHead> wanted, Optional<LetterId> behind, int limit) {
        return index.list(wanted, behind, limit);
    }

    @Override
    public Optional<LetterHead> find(LetterId id) {
        return index.find(id);
    }

    @Override
    public Optional<LetterHead> ofJob(String jobId) {
        return index.ofJob(jobId);
    }

    @Override
    public Optional<Letter> open(LetterId id) {
        TopicPartition partition = partition(id.partition());
        try (KafkaConsumer<byte[], DeadLetter> reader = consumer(properties)) {
            reader.assign(List.of(partition));
            reader.seek(partition, id.offset());
            long until = System.nanoTime() + OPEN.toNanos();
            while (System.nanoTime() - until < 0) {
                for (ConsumerRecord<byte[], DeadLetter> read : reader.poll(POLL)) {
                    // A letter that has left the log is followed by a later one.
                    return read.offset() == id.offset()
                            ? Optional.of(new Letter(id, read.value()))
                            : Optional.empty();
                }
            }
            throw new KafkaException("no answer within " + OPEN);
        } catch (KafkaException e) {
            throw new DeadLettersUnavailableException("cannot read " + id.text(), e);
        }
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow() {
        try (consumer) {
            boolean assigned = false;
            while (true) {
                try {
                    assigned = assigned || assign();
                    consumer.poll(POLL).forEach(this::accept);
                    complete = complete || isAtEnd();
                } catch (WakeupException e) {
                    throw e;
                } catch (RecordDeserializationException e) {
                    LOG.atError().setCause(e).log("passed a record that is no dead letter");
                    consumer.seek(e.topicPartition(), e.offset() + 1);
                } catch (KafkaException e) {
                    LOG.atWarn().setCause(e).log("cannot read the dead letters now");
                    Thread.sleep(RETRY);
                }
            }
        } catch (WakeupException e) {
            LOG.atDebug().log("stopped following dead letters");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean assign() {
        List<TopicPartition> all =
                consumer.partitionsFor(Topics.DEAD_LETTERS.name()).stream()
                        .map(info -> partition(info.partition()))
                        .toList();
        consumer.assign(all);
        consumer.seekToBeginning(all);
        return !all.isEmpty();
    }

    private boolean isAtEnd() {
        return consumer.endOffsets(consumer.assignment()).entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    /** A letter without a value is one whose jobs were deleted, or none at all. */
    private void accept(ConsumerRecord<byte[], @Nullable DeadLetter> read) {
        ByteString key = ByteString.copyFrom(read.key());
        DeadLetter letter = read.value();
        if (letter == null) {
            index.remove(key);
        } else {
            index.add(key, LetterHead.of(new LetterId(read.partition(), read.offset()), letter));
        }
    }

    private static TopicPartition partition(int number) {
        return new TopicPartition(Topics.DEAD_LETTERS.name(), number);
    }

    private static KafkaConsumer<byte[], DeadLetter> consumer(Map<String, Object> properties) {
        return new KafkaConsumer<>(
                properties,
                new ByteArrayDeserializer(),
                Topics.DEAD_LETTERS.value().deserializer());
    }
}
