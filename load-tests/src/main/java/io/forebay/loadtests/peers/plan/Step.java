package io.forebay.loadtests.peers.plan;

/** One scenario with one model. */
public record Step(Scenario scenario, String model) {

    /** As in tables: {@code saturation, conv}. */
    @Override
    public String toString() {
        return scenario.title() + ", " + model;
    }
}
