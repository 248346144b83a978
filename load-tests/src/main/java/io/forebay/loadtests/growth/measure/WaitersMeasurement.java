package io.forebay.loadtests.growth.measure;

import io.forebay.loadtests.cluster.Role;
import io.forebay.loadtests.growth.site.Load;
import io.forebay.loadtests.growth.site.OpenJobs;
import io.forebay.loadtests.growth.site.Served;
import io.forebay.loadtests.growth.site.Site;
import io.forebay.loadtests.growth.site.Source;
import io.forebay.loadtests.growth.site.Watch;
import io.forebay.loadtests.job.Submission;
import java.time.Duration;
import java.util.stream.Collectors;

/** Jobs with one input, and how long after its flight's end the last of them is readable. */
final class WaitersMeasurement implements Measurement {

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final double ONE_INPUT = 1;

    @Override
    public Findings measure(int size, Place place) throws InterruptedException {
        try (Site site = place.start(Served.NOOP)) {
            Load load = place.load(site);
            Findings findings = new Findings();
            findings.checked(load.warmUp(load.of(Served.NOOP)).tally());
            site.daemon(Role.WORKER).stop();
            Source source = load.of(Served.NOOP).getFirst();
            Watch joining = Watch.begin(site);
            OpenJobs waiters = OpenJobs.submit(load, source, size, ONE_INPUT, size);
            double joined = joining.seconds();
            findings.problems(waiters.problems()).problems(waiters.faults());
            FeedOfEnds.Seen seen;
            Watch watch;
            try (FeedOfEnds feed =
                    new FeedOfEnds(
                            site.target(),
                            waiters.kept().stream()
                                    .map(Submission.Open::id)
                                    .collect(Collectors.toSet()))) {
                watch = Watch.begin(site);
                site.daemon(Role.WORKER).start();
                seen = feed.await(PATIENCE);
            }
            if (seen.missing() > 0) {
                findings.problem("its end was not in the feed", seen.missing());
            }
            double ms = (double) Math.max(1, seen.seen() - seen.first());
            findings.measured(watch.spent())
                    .figure("accepted/s", size / joined)
                    .figure("ms to the last end, as stated", (double) (seen.last() - seen.first()))
                    .figure("ms until the last is readable", ms)
                    .cost("ms a waiter", ms / size);
            OpenJobs.Ends ends = waiters.ends();
            return findings.right(ends.right()).problems(ends.problems());
        }
    }
}
