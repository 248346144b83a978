package io.forebay.loadtests.soak.window;

import io.forebay.loadtests.check.Finding;
import io.forebay.loadtests.check.Verdict;
import java.util.ArrayList;
import java.util.List;

/** What a checker has said, window by window. Not thread-safe. */
final class Tally {

    private static final int KEPT = 50;

    private final String checker;
    private final String promise;
    private final List<Finding> findings = new ArrayList<>();
    private long looked;

    Tally(String checker, String promise) {
        this.checker = checker;
        this.promise = promise;
    }

    void add(long more, List<Finding> found) {
        looked += more;
        findings.addAll(
                found.subList(0, Math.min(found.size(), KEPT - Math.min(KEPT, findings.size()))));
    }

    /** With the first findings. */
    Verdict verdict() {
        return new Verdict(checker, promise, looked, findings);
    }
}
