package io.forebay.results.projection;

import io.forebay.results.metrics.ResultStoreMeters;
import io.forebay.results.projection.PartitionView.Following;
import io.forebay.results.projection.PartitionView.Rebuild;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Confined to the projection thread: tells how rebuilds get on. */
final class RebuildLog {

    private static final Logger LOG = LoggerFactory.getLogger(RebuildLog.class);
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final InstantSource clock;
    private final ResultStoreMeters meters;

    RebuildLog(InstantSource clock, ResultStoreMeters meters) {
        this.clock = clock;
        this.meters = meters;
    }

    /** Tells what there is to tell after a batch; gives what to remember. */
    Following tell(int partition, Following before, Following after) {
        if (before.rebuild().isEmpty()) {
            return after;
        }
        Instant now = clock.instant();
        Rebuild rebuild = after.rebuild().orElse(before.rebuild().get());
        if (after.rebuild().isEmpty()) {
            meters.rebuild("finished");
            log(partition, rebuild, after.next(), now, "the view is whole again");
            return after;
        }
        if (Duration.between(rebuild.loggedAt(), now).compareTo(INTERVAL) < 0) {
            return after;
        }
        log(partition, rebuild, after.next(), now, "rebuilding the view");
        return after.logged(now);
    }

    private static void log(int partition, Rebuild rebuild, long next, Instant now, String what) {
        long millis = Math.max(1, Duration.between(rebuild.startedAt(), now).toMillis());
        LOG.atInfo()
                .addKeyValue("partition", partition)
                .addKeyValue("percent", percent(rebuild, next))
                .addKeyValue("recordsPerSecond", rebuild.records() * 1000 / millis)
                .addKeyValue("offset", next)
                .log(what);
    }

    static long percent(Rebuild rebuild, long next) {
        long all = rebuild.target() - rebuild.begin();
        return all <= 0 ? 100 : Math.min(100, (next - rebuild.begin()) * 100 / all);
    }
}
