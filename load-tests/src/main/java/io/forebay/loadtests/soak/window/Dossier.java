package io.forebay.loadtests.soak.window;

import io.forebay.loadtests.history.Event;
import io.forebay.loadtests.history.Kind;
import io.forebay.loadtests.history.What;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** All that happened to the jobs of a key: one job, where promises are kept. Not thread-safe. */
final class Dossier {

    private static final Set<What> READERS = EnumSet.of(What.LOG, What.POLL, What.FEED);

    private final List<Event> events = new ArrayList<>();
    private final Set<String> keys = new HashSet<>(2);
    private final Set<String> jobs = new LinkedHashSet<>(2);
    private final Set<What> seen = EnumSet.noneOf(What.class);
    private boolean callback;
    private long acceptedAt = -1;
    private long lastAt;

    void add(Event event) {
        events.add(event);
        lastAt = event.t();
        if (event.what() == What.SUBMIT) {
            callback |= event.value().callback();
            if (event.kind() == Kind.OK && acceptedAt < 0) {
                acceptedAt = event.t();
            }
        }
        if (event.showsEnd()) {
            seen.add(event.what());
        }
    }

    /** Takes over what another has. */
    void merge(Dossier other) {
        List<Event> all = new ArrayList<>(other.events);
        all.addAll(events);
        all.sort(Comparator.comparingLong(Event::t));
        events.clear();
        events.addAll(all);
        keys.addAll(other.keys);
        jobs.addAll(other.jobs);
        seen.addAll(other.seen);
        callback |= other.callback;
        acceptedAt = acceptedAt < 0 ? other.acceptedAt : acceptedAt;
        lastAt = Math.max(lastAt, other.lastAt);
    }

    /** Whether every reader has seen an end. */
    boolean isComplete() {
        return acceptedAt >= 0
                && seen.containsAll(READERS)
                && (!callback || seen.contains(What.WEBHOOK));
    }

    /** Whether the end is new to polls; called before {@link #add}. */
    boolean isUnseenBy(What reader) {
        return !seen.contains(reader);
    }

    /**
     * Whether nothing more is to be waited for.
     *
     * @param quiet for how long nothing must have happened to it, when it is complete
     * @param patience how long it may stay incomplete
     */
    boolean isDue(long now, long quiet, long patience) {
        if (isComplete()) {
            return now - lastAt >= quiet;
        }
        return now - (acceptedAt < 0 ? lastAt : acceptedAt) >= patience;
    }

    List<Event> events() {
        return events;
    }

    Set<String> keys() {
        return keys;
    }

    Set<String> jobs() {
        return jobs;
    }
}
