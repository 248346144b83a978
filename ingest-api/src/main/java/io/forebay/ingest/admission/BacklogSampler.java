package io.forebay.ingest.admission;

import io.forebay.schemas.model.Models;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a {@link Backlog} fresh on a virtual thread of its own. Close it before its Admin. */
public final class BacklogSampler implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BacklogSampler.class);

    private final KafkaLag lag;
    private final Backlog backlog;
    private final InstantSource clock;
    private final Duration interval;
    private final BacklogMeter meter;
    private final StableOffsets stable = new StableOffsets();
    private final Thread thread;

    private BacklogSampler(
            KafkaLag lag,
            Backlog backlog,
            InstantSource clock,
            Duration interval,
            BacklogMeter meter) {
        this.lag = lag;
        this.backlog = backlog;
        this.clock = clock;
        this.interval = interval;
        this.meter = meter;
        this.thread = Thread.ofVirtual().name("forebay-backlog").unstarted(this::sample);
    }

    public static BacklogSampler start(
            Admin admin,
            Models models,
            Backlog backlog,
            InstantSource clock,
            Duration interval,
            BacklogMeter meter) {
        BacklogSampler sampler =
                new BacklogSampler(new KafkaLag(admin, models), backlog, clock, interval, meter);
        sampler.thread.start();
        return sampler;
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void sample() {
        try {
            while (true) {
                try {
                    backlog.accept(lag.sample(), clock.instant());
                    meter.sampled(backlog.all(), lag.held(stable, clock.instant()));
                    backlog.acceptWorkers(lag.workers());
                } catch (ExecutionException | TimeoutException | KafkaException e) {
                    // Without a sample nobody is refused for the wait; the next one may succeed.
                    LOG.atDebug().setCause(e).log("cannot sample the backlog");
                }
                Thread.sleep(interval);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
