package io.forebay.ingest.admission;

import java.util.Set;

/** Says when bulk work has to wait outside. Safe for use by several threads. */
@FunctionalInterface
public interface Pressure {

    /**
     * Whether more bulk work may come in now.
     *
     * @param models those that it is for
     */
    boolean hasRoom(Set<String> models);
}
