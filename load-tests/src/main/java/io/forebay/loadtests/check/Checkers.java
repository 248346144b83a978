package io.forebay.loadtests.check;

import io.forebay.loadtests.history.Event;
import java.util.List;

/** All that is looked for. */
public final class Checkers {

    private Checkers() {}

    /**
     * @param reexecution the share of flights that may be run again
     */
    public static List<Checker> all(double reexecution) {
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
                new Fenced(),
                new Economical(reexecution));
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
