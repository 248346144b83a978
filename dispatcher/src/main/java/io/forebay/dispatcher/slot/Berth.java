package io.forebay.dispatcher.slot;

import io.forebay.schemas.wire.Lane;

/**
 * Where the work of a flight lies.
 *
 * @param tenant whose work it counts as
 * @param partition of the lane's topic
 */
public record Berth(String tenant, Lane lane, int partition) {

    /** Nowhere, as far as is known. */
    public static final Berth NONE = new Berth("", Lane.INTERACTIVE, -1);

    public boolean isKnown() {
        return partition >= 0;
    }

    /** As the work item says it: counted from 1, 0 for none. */
    public int slot() {
        return partition + 1;
    }
}
