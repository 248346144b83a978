package io.forebay.loadtests.soak.sample;

import io.forebay.loadtests.cluster.Cluster;
import io.forebay.loadtests.cluster.Role;
import io.forebay.loadtests.soak.slope.Measure;
import io.forebay.loadtests.soak.slope.Subject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a cluster every so often, on a thread of its own. What does not answer has no sample at
 * that time.
 */
public final class Sampler implements AutoCloseable {

    private static final String ALL = "all";
    private static final String KAFKAS = "__";

    private final Cluster cluster;
    private final Path directory;
    private final Samples samples;
    private final LongSupplier clock;
    private final Processes processes;
    private final Admin admin;
    private final TopicSizes topics;
    private final Thread thread;
    private volatile @Nullable RuntimeException failure;

    /**
     * @param directory of the cluster's data
     * @param suffering whether a fault befalls the process of a name just now
     * @param clock milliseconds since the start of the run
     * @param rhythm how often it looks
     * @param further is asked at every look
     */
    public Sampler(
            Cluster cluster,
            Path directory,
            Predicate<String> suffering,
            Samples samples,
            LongSupplier clock,
            Rhythm rhythm,
            Runnable further) {
        this.cluster = cluster;
        this.directory = directory;
        this.samples = samples;
        this.clock = clock;
        this.processes = new Processes(cluster.daemons(), suffering, samples, clock);
        this.admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()));
        this.topics = new TopicSizes(admin);
        this.thread =
                Thread.ofPlatform().name("sampler").daemon().start(() -> run(rhythm, further));
    }

    /**
     * How often is looked.
     *
     * @param look at what costs nothing
     * @param collect garbage, so that what is live can be told: it stops each process for a moment
     */
    public record Rhythm(Duration look, Duration collect) {}

    /**
     * @throws IllegalStateException when it could not go on
     */
    public void rethrow() {
        RuntimeException cause = failure;
        if (cause != null) {
            throw new IllegalStateException("the sampler failed", cause);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        admin.close(Duration.ofSeconds(1));
    }

    private void run(Rhythm rhythm, Runnable further) {
        long collectAt = 0;
        try {
            for (long lookAt = clock.getAsLong(); ; lookAt += rhythm.look().toMillis()) {
                TimeUnit.MILLISECONDS.sleep(Math.max(0, lookAt - clock.getAsLong()));
                further.run();
                processes.look();
                store();
                if (clock.getAsLong() >= collectAt) {
                    collectAt = clock.getAsLong() + rhythm.collect().toMillis();
                    processes.collect();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) { // the outermost frame of this thread
            failure = e;
        }
    }

    private void store() throws InterruptedException {
        topics.look()
                .ifPresent(sizes -> {
                    sizes.forEach((topic, bytes) ->
                            add(
                                    topic.startsWith(KAFKAS) ? Measure.KAFKAS_TOPIC : Measure.TOPIC,
                                    topic,
                                    bytes));
                    add(
                            Measure.TOPIC,
                            ALL,
                            sizes.entrySet().stream()
                                    .filter(topic -> !topic.getKey().startsWith(KAFKAS))
                                    .mapToLong(Map.Entry::getValue)
                                    .sum());
                });
        long stores =
                cluster.daemons(Role.DISPATCHER).stream()
                        .mapToLong(one -> Folder.bytes(directory.resolve(one.name()), _ -> true))
                        .sum();
        add(Measure.STATE, "", stores);
        add(Measure.PAYLOADS, "", Folder.bytes(directory.resolve("payloads"), _ -> true));
        add(Measure.REDIS_FILES, "", Folder.bytes(directory.resolve("redis"), _ -> true));
        add(
                Measure.LOGS,
                "",
                Folder.bytes(
                        directory,
                        file ->
                                directory.equals(file.getParent())
                                        && file.toString().endsWith(".log")));
        try {
            add(Measure.REDIS_MEMORY, "", cluster.redis().figure("memory", "used_memory"));
            add(Measure.REDIS_KEYS, "", cluster.redis().keys());
        } catch (IOException e) {
            // It is dead, or stopped: there is nothing to note.
        }
    }

    private void add(Measure measure, String of, long value) {
        samples.add(new Subject(measure, of), ALL, clock.getAsLong(), (double) value);
    }
}
