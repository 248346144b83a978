package io.forebay.loadtests.check;

import java.util.List;

/**
 * What a checker says of a history.
 *
 * @param checker its name
 * @param looked at so many subjects; none means that the history shows nothing either way
 */
public record Verdict(String checker, String promise, long looked, List<Finding> findings) {

    public Verdict {
        findings = List.copyOf(findings);
    }

    /** Whether the promise was kept, as far as the history shows. */
    public boolean kept() {
        return findings.isEmpty();
    }
}
