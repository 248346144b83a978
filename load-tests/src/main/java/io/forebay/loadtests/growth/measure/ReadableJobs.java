package io.forebay.loadtests.growth.measure;

import io.forebay.loadtests.calls.Nodes;
import io.forebay.loadtests.calls.Outcome;
import io.forebay.loadtests.job.Target;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Whether jobs that succeeded can be read as such. */
final class ReadableJobs {

    private static final Duration CALL = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final long PAUSE_MILLIS = 20;
    private static final int UNAVAILABLE = 503;

    private ReadableJobs() {}

    /** What is wrong, and how often; who cannot tell now (503) is asked again for a minute. */
    static Map<String, Integer> faults(Target target, List<String> jobs)
            throws InterruptedException {
        Map<String, Integer> faults = new TreeMap<>();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (Nodes nodes = new Nodes(List.of(target.url()), CALL)) {
            for (String job : jobs) {
                Outcome outcome = nodes.get(0, target.apiKey(), "/v1/jobs/" + job);
                while (isUnavailable(outcome) && System.nanoTime() < deadline) {
                    TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
                    outcome = nodes.get(0, target.apiKey(), "/v1/jobs/" + job);
                }
                String state =
                        outcome instanceof Outcome.Answered answer
                                ? answer.status() + " " + answer.json().path("state").asText()
                                : outcome.toString();
                if (!state.equals("200 succeeded")) {
                    faults.merge("a job that had succeeded: " + state, 1, Integer::sum);
                }
            }
        }
        return faults;
    }

    private static boolean isUnavailable(Outcome outcome) {
        return outcome instanceof Outcome.Answered answer && answer.status() == UNAVAILABLE;
    }
}
