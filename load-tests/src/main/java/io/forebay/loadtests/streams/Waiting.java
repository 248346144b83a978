package io.forebay.loadtests.streams;

import io.forebay.loadtests.Instance;
import io.forebay.loadtests.job.Target;
import io.forebay.loadtests.workload.Workloads;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * As many event streams as jobs that no worker runs yet, each on a connection of its own: to be
 * opened, left idle, and told of their jobs' ends when the workers come. Confined to one thread.
 */
public final class Waiting implements AutoCloseable {

    private static final long MOST_MILLIS = Duration.ofMinutes(10).toMillis();

    private final Target target;
    private final InstantSource clock;
    private final List<JobStream> streams = new ArrayList<>();

    public Waiting(Target target, InstantSource clock) {
        this.target = target;
        this.clock = clock;
    }

    /**
     * Submits a job for each stream, and opens them one by one.
     *
     * @param seed of the inputs
     * @throws IOException when a connection is refused
     */
    public void open(int count, String model, long seed) throws IOException, InterruptedException {
        var workload = Workloads.of(model, new Instance(target).metadata(model));
        for (String job : new Submissions(target, workload, seed).submit(count)) {
            streams.add(JobStream.open(target, job, clock));
        }
        for (JobStream stream : streams) {
            if (!stream.awaitOpen(target.timeout().toMillis())) {
                throw new IOException(
                        "a stream was not opened within %s: %s"
                                .formatted(target.timeout(), stream.fault().orElse("no answer")));
            }
        }
    }

    /**
     * Waits until every job has ended.
     *
     * @return how long after the end of its job each stream told of it, in milliseconds
     */
    public Histogram awaitEnds(Duration atMost) throws InterruptedException {
        long until = clock.millis() + atMost.toMillis();
        Histogram wakes = new Histogram(MOST_MILLIS, 3);
        for (JobStream stream : streams) {
            if (stream.awaitEnd(Math.max(1, until - clock.millis()))) {
                stream.wakeMillis()
                        .ifPresent(millis -> wakes.recordValue(Math.min(millis, MOST_MILLIS)));
            }
        }
        return wakes;
    }

    /** What went wrong with any of them. */
    public List<String> faults() {
        return streams.stream().flatMap(stream -> stream.fault().stream()).toList();
    }

    @Override
    public void close() throws IOException {
        for (JobStream stream : streams) {
            stream.close();
        }
    }
}
