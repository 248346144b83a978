package io.forebay.loadtests.hostile;

import java.io.IOException;
import java.util.Optional;

/** One thing that a hostile client does, and what has to come of it. Safe for several threads. */
interface HostileCase {

    /** What it is a case of, such as {@code json}. */
    String family();

    /** Another one for each case of a family. */
    String name();

    /**
     * @throws IOException when the instance cannot be reached at all
     * @throws InterruptedException when it is given up
     */
    Played play(Assailant assailant) throws IOException, InterruptedException;

    /**
     * How it went.
     *
     * @param gist what has to be the same each time; empty when nothing has
     */
    record Played(String gist, Optional<String> fault) {

        static Played of(Expectation expectation, Reply reply) {
            return new Played(expectation.isStable() ? reply.gist() : "", expectation.fault(reply));
        }
    }
}
