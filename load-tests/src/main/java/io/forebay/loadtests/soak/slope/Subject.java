package io.forebay.loadtests.soak.slope;

/**
 * What is measured of what.
 *
 * @param of a role of processes, the name of a topic; or empty where there is one only
 */
public record Subject(Measure measure, String of) {

    /** In words. */
    public String title() {
        return of.isEmpty() ? measure.title() : measure.title() + ", " + of;
    }
}
