package io.forebay.loadtests.shapes;

import io.forebay.loadtests.phase.Arrivals;

/**
 * Jobs of one kind in a shape.
 *
 * @param tenant whose jobs they are, from 0; 0 is the one whose key was given
 * @param lane {@code interactive} or {@code bulk}
 * @param hot whether all have one input
 * @param arrivals when they are due
 */
record Part(String name, int tenant, String lane, boolean hot, Arrivals arrivals) {

    static final String INTERACTIVE = "interactive";
    static final String BULK = "bulk";

    /** Interactive jobs of the first tenant, each with an input of its own. */
    static Part of(String name, Arrivals arrivals) {
        return new Part(name, 0, INTERACTIVE, false, arrivals);
    }
}
