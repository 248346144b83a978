package io.forebay.loadtests.soak.window;

import io.forebay.loadtests.history.Event;
import io.forebay.loadtests.history.Kind;
import io.forebay.loadtests.history.What;
import io.forebay.schemas.id.JobId;
import java.util.List;
import java.util.Set;

/**
 * An Idempotency-Key whose job was offered again while Redis was away, and beyond the window in
 * which the id follows from the key alone: another job, and a limit that is stated (decision 005).
 * The window is half of the retention, which is minutes here and a day elsewhere.
 */
final class KeyWindows {

    /** Where what follows from key and content is in an id, behind the time and before the seal. */
    private static final int FROM = JobId.PREFIX.length() + 10;

    private static final int TO = JobId.PREFIX.length() + 28;

    private KeyWindows() {}

    /** Whether the ids differ by their windows only. */
    static boolean differ(String one, String other) {
        return !one.equals(other)
                && JobId.parse(one).isPresent()
                && JobId.parse(other).isPresent()
                && one.substring(FROM, TO).equals(other.substring(FROM, TO));
    }

    /** Whether all of these are of one key. */
    static boolean differ(Set<String> jobs) {
        String first = jobs.stream().findFirst().orElse("");
        return jobs.size() > 1
                && jobs.stream().allMatch(job -> job.equals(first) || differ(first, job));
    }

    /** Without the acceptances of all jobs but the first, whose end nobody waits for. */
    static List<Event> firstOnly(List<Event> events) {
        String first =
                events.stream().filter(KeyWindows::accepts).map(Event::job).findFirst().orElse("");
        return events.stream()
                .filter(event -> !accepts(event) || event.job().equals(first))
                .toList();
    }

    private static boolean accepts(Event event) {
        return event.what() == What.SUBMIT && event.kind() == Kind.OK;
    }
}
