package io.forebay.dispatcher.flight;

import io.forebay.schemas.wire.CacheMode;
import java.util.Optional;

/** What a new job does about the flight of its key. */
sealed interface Boarding {

    /** Its answer is there. */
    record Hit(Landed landed) implements Boarding {}

    /** Its answer is on the way. */
    record Join(InTheAir flight) implements Boarding {}

    /** It opens a flight. */
    record TakeOff() implements Boarding {}

    /**
     * A job that bypasses the cache has a key of its own, and meets no flight; if it ever met one
     * in the air, opening another would strand who waits for the first.
     */
    static Boarding decide(Optional<Flight> flight, CacheMode mode, long now) {
        return switch (flight.orElse(null)) {
            case InTheAir inTheAir -> new Join(inTheAir);
            case Landed landed when mode == CacheMode.USE && landed.answers(now) -> new Hit(landed);
            case Landed _ -> new TakeOff();
            case null -> new TakeOff();
        };
    }
}
