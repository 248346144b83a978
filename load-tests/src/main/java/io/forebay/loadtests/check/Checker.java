package io.forebay.loadtests.check;

import io.forebay.loadtests.history.Event;
import java.util.List;

/** Looks for one kind of breach. */
public interface Checker {

    /** A short name. */
    String name();

    /** What is promised. */
    String promise();

    /** Looks through a whole history, in its order. */
    Verdict check(List<Event> history);

    /** What it found, having looked at so many. */
    default Verdict verdict(long looked, List<Finding> findings) {
        return new Verdict(name(), promise(), looked, findings);
    }
}
