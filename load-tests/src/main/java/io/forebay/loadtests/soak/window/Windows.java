package io.forebay.loadtests.soak.window;

import io.forebay.loadtests.check.Accepted;
import io.forebay.loadtests.check.Checker;
import io.forebay.loadtests.check.Checkers;
import io.forebay.loadtests.check.Finding;
import io.forebay.loadtests.check.Repeats;
import io.forebay.loadtests.check.Verdict;
import io.forebay.loadtests.history.Event;
import io.forebay.loadtests.history.What;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Judges a history while it goes on, and forgets what it has judged. What happens to a job is kept
 * until all have seen its end and nothing has happened to it for a while, or until patience is
 * over: then all of it is given to the checkers. So no breach is cut in two by the edge of a
 * window. Of what has been judged the names are known for some time more: whoever speaks of it then
 * is late, and that is a breach of its own.
 *
 * <p>Safe for use by several threads.
 */
public final class Windows implements Consumer<Event> {

    /** The name of the promise that only this checker looks at. */
    static final String STILL = "still";

    private final Limits limits;
    private final Consumer<Event> firstEnd;
    private final Map<String, Dossier> byJob = new HashMap<>();
    private final Map<String, Dossier> byKey = new HashMap<>();
    private final Set<Dossier> open = new LinkedHashSet<>();
    private final Forgotten jobs;
    private final Forgotten keys;
    private final List<Finding> late = new ArrayList<>();
    private final Map<String, Tally> tallies = new LinkedHashMap<>();
    private Repeats repeats = Repeats.NONE;
    private long judged;
    private long offeredBeyond;

    /**
     * @param quiet for how long nothing must have happened to a job that has ended for all
     * @param patience how long a job may be open to some; it is lost then
     * @param names of judged jobs that are known
     * @param reexecution the share of flights that may be run again
     */
    public record Limits(Duration quiet, Duration patience, int names, double reexecution) {}

    /**
     * @param firstEnd is given the event by which a poll first saw a job's end
     */
    public Windows(Limits limits, Consumer<Event> firstEnd) {
        this.limits = limits;
        this.firstEnd = firstEnd;
        this.jobs = new Forgotten(limits.names());
        this.keys = new Forgotten(limits.names());
        for (Checker checker : Checkers.ofEachJob()) {
            tallies.put(checker.name(), new Tally(checker.name(), checker.promise()));
        }
        tallies.put(STILL, new Tally(STILL, "nothing is said of a job that all have seen end"));
    }

    /** Takes an event in; of faults nothing is kept. */
    @Override
    public synchronized void accept(Event event) {
        if (event.job().isEmpty() && event.key().isEmpty()) {
            return;
        }
        if (isLate(event)) {
            return;
        }
        Dossier dossier = dossier(event);
        boolean end = event.what() == What.POLL && event.showsEnd();
        if (end && dossier.isUnseenBy(What.POLL)) {
            firstEnd.accept(event);
        }
        dossier.add(event);
    }

    /**
     * Judges what is due.
     *
     * @param now milliseconds of the history
     */
    public void judge(long now) {
        judge(
                take(dossier ->
                        dossier.isDue(
                                now, limits.quiet().toMillis(), limits.patience().toMillis())));
    }

    /** Judges all that is left, due or not. */
    public void judgeAll() {
        judge(take(_ -> true));
    }

    /** What has been found so far. */
    public synchronized List<Verdict> verdicts() {
        List<Verdict> verdicts =
                new ArrayList<>(tallies.values().stream().map(Tally::verdict).toList());
        verdicts.add(Checkers.economical(repeats, limits.reexecution()));
        return verdicts;
    }

    /** Jobs that are kept. */
    public synchronized int open() {
        return open.size();
    }

    /** Keys that became two jobs in a way that is a stated limit; see {@link KeyWindows}. */
    public synchronized long offeredBeyond() {
        return offeredBeyond;
    }

    /** Jobs that have been judged. */
    public synchronized long judged() {
        return judged;
    }

    private interface Choice {
        boolean takes(Dossier dossier);
    }

    private synchronized List<Event> take(Choice choice) {
        List<Event> history = new ArrayList<>();
        for (Dossier dossier : List.copyOf(open)) {
            if (choice.takes(dossier)) {
                boolean again = KeyWindows.differ(dossier.jobs());
                history.addAll(again ? KeyWindows.firstOnly(dossier.events()) : dossier.events());
                offeredBeyond += again ? 1 : 0;
                judged += dossier.jobs().size();
                forget(dossier);
            }
        }
        return history;
    }

    private void forget(Dossier dossier) {
        open.remove(dossier);
        String job = dossier.jobs().stream().findFirst().orElse("");
        for (String key : dossier.keys()) {
            byKey.remove(key);
            keys.put(key, job);
        }
        for (String one : dossier.jobs()) {
            byJob.remove(one);
            jobs.put(one, job);
        }
    }

    /** The checkers work on what nobody else has any more. */
    private void judge(List<Event> history) {
        List<Verdict> verdicts =
                Checkers.ofEachJob().stream().map(checker -> checker.check(history)).toList();
        synchronized (this) {
            verdicts.forEach(
                    verdict -> add(verdict.checker(), verdict.looked(), verdict.findings()));
            add(STILL, Accepted.count(history), late);
            late.clear();
            repeats = repeats.plus(Repeats.in(history));
        }
    }

    private void add(String checker, long looked, List<Finding> findings) {
        Tally tally = tallies.get(checker);
        if (tally == null) {
            throw new IllegalStateException("no checker is called " + checker);
        }
        tally.add(looked, findings);
    }

    /** Whether it is about something that has been judged. */
    private boolean isLate(Event event) {
        String key = event.tenant() + " " + event.key();
        boolean forgottenJob =
                !event.job().isEmpty()
                        && !byJob.containsKey(event.job())
                        && jobs.get(event.job()).isPresent();
        boolean forgottenKey =
                !event.key().isEmpty() && !byKey.containsKey(key) && keys.get(key).isPresent();
        if (!forgottenJob && !forgottenKey) {
            return false;
        }
        String first = keys.get(key).orElse(event.job());
        if (event.did(What.SUBMIT) && !forgottenKey) {
            late.add(
                    new Finding(
                            event.job(),
                            "is the answer to another key than long ago",
                            List.of(event)));
        } else if (event.did(What.SUBMIT) && KeyWindows.differ(first, event.job())) {
            offeredBeyond++;
        } else if (event.did(What.SUBMIT) && !first.equals(event.job())) {
            late.add(
                    new Finding(
                            event.job(),
                            "is the answer to a key that was job %s long ago".formatted(first),
                            List.of(event)));
        } else if (event.did(What.LOG) || event.did(What.FEED)) {
            late.add(
                    new Finding(
                            event.job(),
                            "%s tells of it, which all had seen end".formatted(event.proc()),
                            List.of(event)));
        }
        return true;
    }

    private Dossier dossier(Event event) {
        Dossier byName = event.job().isEmpty() ? null : byJob.get(event.job());
        String key = event.tenant() + " " + event.key();
        Dossier byOffer = event.key().isEmpty() ? null : byKey.get(key);
        Dossier dossier = byName == null ? byOffer : byName;
        if (dossier == null) {
            dossier = new Dossier();
            open.add(dossier);
        }
        if (byOffer != null && byOffer != dossier) {
            open.remove(byOffer);
            dossier.merge(byOffer);
        }
        if (!event.job().isEmpty()) {
            dossier.jobs().add(event.job());
        }
        if (!event.key().isEmpty()) {
            dossier.keys().add(key);
        }
        for (String job : dossier.jobs()) {
            byJob.put(job, dossier);
        }
        for (String one : dossier.keys()) {
            byKey.put(one, dossier);
        }
        return dossier;
    }
}
