package io.forebay.loadtests.check;

import io.forebay.loadtests.history.Event;
import java.util.List;
import java.util.stream.Stream;

/** All that is looked for. */
public final class Checkers {

    private Checkers() {}

    /**
     * @param reexecution the share of flights that may be run again
     */
    public static List<Checker> all(double reexecution) {
        return Stream.concat(ofEachJob().stream(), Stream.of(new Economical(reexecution))).toList();
    }

    /**
     * Those that say of a part of a history what they say of the whole, where the part has all that
     * happened to some jobs and keys.
     */
    public static List<Checker> ofEachJob() {
        return List.of(
                new NothingLost(),
                new OneEnd(),
                new TimeGrows(),
                new FeedOnce(),
                new OneJobPerKey(),
                new RightEnd(),
                new InTime(),
                new Told(),
                new Apart(),
                new Fenced());
    }

    /**
     * What is said of repeated runs, over all parts of a history.
     *
     * @param reexecution the share of flights that may be run again
     */
    public static Verdict economical(Repeats repeats, double reexecution) {
        return new Economical(reexecution).judge(repeats);
    }

    /** What each of them says. */
    public static List<Verdict> check(List<Event> history, double reexecution) {
        return all(reexecution).stream().map(checker -> checker.check(history)).toList();
    }

    /** The note of an output that is not what its input asks for. */
    public static String wrongOutput() {
        return RightEnd.WRONG_OUTPUT;
    }
}
