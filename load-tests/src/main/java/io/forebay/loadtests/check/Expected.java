package io.forebay.loadtests.check;

import java.util.Set;

/** How a job may end, by how it was offered. */
public enum Expected {
    /** A good input, time enough, and nobody cancels it. */
    SUCCESS(Set.of("succeeded")),
    /** An input that the model refuses, or that kills whatever runs it. */
    FAILURE(Set.of("failed")),
    /** Somebody asks for its cancellation. */
    CANCELABLE(Set.of("succeeded", "canceled")),
    /** Its time is short. */
    HURRIED(Set.of("succeeded", "expired"));

    private final Set<String> ends;

    Expected(Set<String> ends) {
        this.ends = ends;
    }

    boolean allows(String state) {
        return ends.contains(state);
    }
}
