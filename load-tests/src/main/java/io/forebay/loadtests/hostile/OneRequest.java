package io.forebay.loadtests.hostile;

import java.io.IOException;

/** A request that is well-formed HTTP, with hostile content. */
record OneRequest(String family, String name, HttpBytes request, Expectation expectation)
        implements HostileCase {

    @Override
    public Played play(Assailant assailant) throws IOException {
        return Played.of(expectation, assailant.ask(request));
    }
}
