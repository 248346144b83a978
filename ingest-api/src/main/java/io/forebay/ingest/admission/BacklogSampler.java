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

/** Keeps a {@link Backlog} fresh. */
public final class BacklogSampler {

    private static final Logger LOG = LoggerFactory.getLogger(BacklogSampler.class);

    private final KafkaLag lag;
    private final Backlog backlog;
    private final InstantSource clock;
    private final BacklogMeter meter;
    private final StableOffsets stable = new StableOffsets();

    private BacklogSampler(KafkaLag lag, Backlog backlog, InstantSource clock, BacklogMeter meter) {
        this.lag = lag;
        this.backlog = backlog;
        this.clock = clock;
        this.meter = meter;
    }

    /** Samples until it is closed, which must be before {@code admin} is. */
    public static Sampling start(
            Admin admin,
            Models models,
            Backlog backlog,
            InstantSource clock,
            Duration interval,
            BacklogMeter meter) {
        BacklogSampler sampler =
                new BacklogSampler(new KafkaLag(admin, models), backlog, clock, meter);
        return Sampling.start("forebay-backlog", interval, sampler::sample);
    }

    private void sample() throws InterruptedException {
        try {
            backlog.accept(lag.sample(), clock.instant());
            meter.sampled(backlog.all(), lag.held(stable, clock.instant()));
            backlog.acceptWorkers(lag.workers());
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            // Without a sample nobody is refused for the wait; the next one may succeed.
            LOG.atDebug().setCause(e).log("cannot sample the backlog");
        }
    }
}
