package io.forebay.loadtests.growth.measure;

import io.forebay.loadtests.cluster.RedisLink;
import io.forebay.loadtests.growth.site.Load;
import io.forebay.loadtests.growth.site.Served;
import io.forebay.loadtests.growth.site.Site;
import io.forebay.loadtests.growth.site.Watch;
import io.forebay.loadtests.job.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Redis forgets everything: how long until its keys are as many as before, and jobs readable. */
final class RebuildMeasurement implements Measurement {

    private static final int SAMPLE = 200;
    private static final long LOOK_MILLIS = 10;
    private static final int STILL = 100;
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final double MILLION = 1e6;

    @Override
    public Findings measure(int size, Place place) throws InterruptedException {
        try (Site site = place.start(Served.NOOP)) {
            Queue<String> ids = new ConcurrentLinkedQueue<>();
            Load load =
                    new Load(
                            site,
                            place.amounts(),
                            place.seed(),
                            (_, _, outcome) -> {
                                if (outcome instanceof Outcome.Right) {
                                    ids.add(outcome.id());
                                }
                            });
            Findings findings = new Findings();
            findings.checked(
                    load.closed(
                                    load.of(Served.NOOP),
                                    size,
                                    Math.min(size, place.amounts().outstanding()))
                            .tally());
            long before = whenStill(site.redis());
            Watch watch = Watch.begin(site);
            site.redis().ask("FLUSHALL");
            double whole = await(site.redis(), before, watch, findings);
            findings.measured(watch.spent());
            Map<String, Integer> faults =
                    ReadableJobs.faults(site.target(), sample(List.copyOf(ids)));
            double readable = watch.seconds();
            return findings.problems(faults)
                    .figure("keys of Redis", (double) before)
                    .figure("s until whole", whole)
                    .figure("s until a sample was read", readable)
                    .figure("s per million jobs", whole * MILLION / size)
                    .cost("ms a job", 1_000 * whole / size);
        } catch (IOException e) {
            throw new UncheckedIOException("Redis does not answer", e);
        }
    }

    private static List<String> sample(List<String> ids) {
        int every = Math.max(1, ids.size() / SAMPLE);
        return IntStream.range(0, ids.size())
                .filter(number -> number % every == 0)
                .mapToObj(ids::get)
                .toList();
    }

    /** The number of keys once it has been the same for a second. */
    private static long whenStill(RedisLink redis) throws IOException, InterruptedException {
        long keys = redis.keys();
        for (int same = 0; same < STILL; same++) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            long now = redis.keys();
            same = now == keys ? same : 0;
            keys = now;
        }
        return keys;
    }

    private static double await(RedisLink redis, long keys, Watch watch, Findings findings)
            throws IOException, InterruptedException {
        long now = redis.keys();
        while (now < keys && watch.seconds() < PATIENCE.toSeconds()) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            now = redis.keys();
        }
        if (now < keys) {
            findings.problem("keys missing in Redis", Math.toIntExact(keys - now));
        }
        return watch.seconds();
    }
}
