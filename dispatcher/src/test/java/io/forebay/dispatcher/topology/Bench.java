package io.forebay.dispatcher.topology;

import com.google.protobuf.ByteString;
import io.forebay.dispatcher.forget.ForgetfulStores;
import io.forebay.dispatcher.meter.DispatcherMeters;
import io.forebay.dispatcher.store.Shelves;
import io.forebay.dispatcher.streams.GroupConfig;
import io.forebay.dispatcher.streams.KafkaConfig;
import io.forebay.dispatcher.streams.PaceConfig;
import io.forebay.dispatcher.streams.StateConfig;
import io.forebay.dispatcher.streams.StoreMemory;
import io.forebay.dispatcher.streams.StreamsProperties;
import io.forebay.dispatcher.streams.StreamsSettings;
import io.forebay.dispatcher.timer.TimingConfig;
import io.forebay.dispatcher.trace.JobSpans;
import io.forebay.schemas.topic.Nudge;
import io.forebay.schemas.topic.Topic;
import io.forebay.schemas.topic.TopicConfig;
import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.trace.Tracing;
import io.forebay.schemas.wire.BatchEvent;
import io.forebay.schemas.wire.BatchState;
import io.forebay.schemas.wire.Completion;
import io.forebay.schemas.wire.DeadLetter;
import io.forebay.schemas.wire.Discard;
import io.forebay.schemas.wire.JobEvent;
import io.forebay.schemas.wire.JobState;
import io.forebay.schemas.wire.Lane;
import io.forebay.schemas.wire.Submission;
import io.forebay.schemas.wire.Withdrawal;
import io.forebay.schemas.wire.WorkItem;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.TopologyTestDriver;

/** One partition of a dispatcher on the test driver, with the settings of the real one. */
final class Bench implements AutoCloseable {

    private static final Duration STEP = Duration.ofMillis(50);

    /** Of every work topic. */
    static final int PARTITIONS = 24;

    final TestClock clock = new TestClock();
    final Jobs jobs = new Jobs(clock);
    final Workers workers = new Workers(clock);
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final Set<String> missingTopics = ConcurrentHashMap.newKeySet();
    final InMemorySpanExporter spans = InMemorySpanExporter.create();
    final DispatcherMeters meters = new DispatcherMeters(registry);

    /** Asks for commits, one for each state that was published. */
    final List<Runnable> awaitingCommit = new ArrayList<>();

    final DispatchSupplier supplier =
            new DispatchSupplier(
                    TimingConfig.DEFAULT,
                    clock,
                    new Random(42),
                    topic -> missingTopics.contains(topic) ? 0 : PARTITIONS,
                    meters,
                    new JobSpans(Tracing.by(SimpleSpanProcessor.create(spans), 0, "test")),
                    awaitingCommit::add);

    private final ForgetfulStores forgetful =
            new ForgetfulStores(TopicConfig.DEFAULT.forgetting(), Shelves.carrying());
    private final StoreMemory memory;
    private final TopologyTestDriver driver;
    private final TestInputTopic<byte[], JobEvent> events;
    private final TestInputTopic<byte[], Completion> completions;
    private final TestInputTopic<String, BatchEvent> batchEvents;
    private final TestOutputTopic<String, BatchState> batchStates;
    private final TestOutputTopic<String, JobState> states;
    private final TestOutputTopic<byte[], DeadLetter> deadLetters;
    private final TestOutputTopic<byte[], Withdrawal> withdrawals;
    private final TestOutputTopic<String, Discard> discards;

    Bench() {
        StateConfig state = new StateConfig(directory(), 32, 16);
        memory = new StoreMemory(state);
        Properties properties = properties(state);
        driver =
                new TopologyTestDriver(
                        DispatcherTopology.build(
                                new TopologyConfig(new StreamsConfig(properties)), supplier),
                        properties,
                        clock.instant());
        events = input(Topics.JOBS);
        completions = input(Topics.COMPLETIONS);
        batchEvents = input(Topics.BATCHES);
        batchStates = output(Topics.BATCH_STATES);
        states = output(Topics.JOB_STATES);
        deadLetters = output(Topics.DEAD_LETTERS);
        withdrawals = output(Topics.WITHDRAWALS);
        discards = output(Topics.DISCARDS);
    }

    Properties properties(StateConfig state) {
        return StreamsProperties.of(
                new StreamsSettings(
                        KafkaConfig.DEFAULT,
                        TopicConfig.DEFAULT,
                        GroupConfig.DEFAULT,
                        PaceConfig.DEFAULT,
                        state),
                meters,
                memory,
                forgetful);
    }

    /** Submits a job about some content. */
    Submission submit(String content) {
        return submit(jobs.about(content));
    }

    Submission submit(Submission submission) {
        send(Jobs.event(submission));
        return submission;
    }

    void cancel(Submission submission) {
        send(jobs.cancel(submission, submission.getTenant()));
    }

    void send(JobEvent event) {
        events.pipeInput(event.getSubmission().getFlightKey().toByteArray(), event);
    }

    void complete(Completion completion) {
        completions.pipeInput(completion.getFlightKey().toByteArray(), completion);
    }

    void send(BatchEvent event) {
        batchEvents.pipeInput(event.getBatchId(), event);
    }

    /** Batches published since the last look; null for a tombstone. */
    List<BatchState> batchStates() {
        return batchStates.readValuesToList();
    }

    void sendGarbage(byte[] value) {
        raw(Topics.JOBS).pipeInput(new byte[] {1}, value);
    }

    /** What the dispatchers write to quiet partitions, to both that one task reads. */
    void nudge() {
        raw(Topics.JOBS).pipeInput(Nudge.key(), (byte[]) null);
        raw(Topics.COMPLETIONS).pipeInput(Nudge.key(), (byte[]) null);
    }

    private TestInputTopic<byte[], byte[]> raw(Topic<?, ?> topic) {
        return driver.createInputTopic(
                topic.name(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** The work sent since the last look, of which there is exactly one. */
    WorkItem onlyWork() {
        List<WorkItem> work = work();
        if (work.size() != 1) {
            throw new AssertionError("expected one work item, but there are " + work);
        }
        return work.getFirst();
    }

    List<WorkItem> work() {
        return work(Lane.INTERACTIVE);
    }

    List<WorkItem> work(Lane lane) {
        return output(Topics.work("resnet", lane)).readValuesToList();
    }

    List<JobState> states() {
        return states.readValuesToList();
    }

    /** What was said of jobs since the last look, by id; null where one is to be forgotten. */
    List<KeyValue<String, JobState>> said() {
        return states.readKeyValuesToList();
    }

    /** The states published since the last look, of which there is exactly one. */
    JobState onlyState() {
        List<JobState> all = states();
        if (all.size() != 1) {
            throw new AssertionError("expected one state, but there are " + all);
        }
        return all.getFirst();
    }

    List<DeadLetter> deadLetters() {
        return deadLetters.readValuesToList();
    }

    /** Keys of the dead letters that were written, or taken back, since the last look. */
    List<ByteString> letterKeys() {
        return deadLetters.readRecordsToList().stream()
                .map(letter -> ByteString.copyFrom(letter.key()))
                .toList();
    }

    List<Withdrawal> withdrawals() {
        return withdrawals.readValuesToList();
    }

    /** Keys of payloads discarded since the last look. */
    List<String> discarded() {
        return discards.readValuesToList().stream()
                .flatMap(discard -> discard.getKeysList().stream())
                .toList();
    }

    double count(String meter, String outcome) {
        var counter =
                registry.find("forebay.dispatcher." + meter).tag("outcome", outcome).counter();
        return counter == null ? 0 : counter.count();
    }

    /** How many entries a store has. */
    long stored(String store) {
        long entries = 0;
        try (var all = driver.getKeyValueStore(store).all()) {
            while (all.hasNext()) {
                all.next();
                entries++;
            }
        }
        return entries;
    }

    /** How often a store was written since the last look. */
    int written(String store) {
        String changelog = GroupConfig.DEFAULT.applicationId() + "-" + store + "-changelog";
        return driver.createOutputTopic(
                        changelog, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList()
                .size();
    }

    void advance(Duration by) {
        Duration step = by.dividedBy(400).compareTo(STEP) > 0 ? by.dividedBy(400) : STEP;
        Duration left = by;
        while (left.isPositive()) {
            Duration now = left.compareTo(step) < 0 ? left : step;
            clock.advance(now);
            driver.advanceWallClockTime(now);
            left = left.minus(now);
        }
    }

    @Override
    public void close() {
        driver.close();
        memory.close();
    }

    private <K, V> TestInputTopic<K, V> input(Topic<K, V> topic) {
        return driver.createInputTopic(
                topic.name(), topic.key().serializer(), topic.value().serializer());
    }

    private <K, V> TestOutputTopic<K, V> output(Topic<K, V> topic) {
        return driver.createOutputTopic(
                topic.name(), topic.key().deserializer(), topic.value().deserializer());
    }

    private static Path directory() {
        try {
            Path directory = Files.createTempDirectory("dispatcher-bench");
            directory.toFile().deleteOnExit();
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
