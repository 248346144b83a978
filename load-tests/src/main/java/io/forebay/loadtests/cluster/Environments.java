package io.forebay.loadtests.cluster;

import java.util.Map;

/**
 * What a process is started with, and what once it has been exchanged; beside the environment of
 * the process that starts it.
 */
record Environments(Map<String, String> present, Map<String, String> exchanged) {

    Environments {
        present = Map.copyOf(present);
        exchanged = Map.copyOf(exchanged);
    }

    /** Of a process that stays as it is. */
    static Environments of(Map<String, String> environment) {
        return new Environments(environment, environment);
    }

    Environments swapped() {
        return new Environments(exchanged, present);
    }
}
