package io.forebay.results.pulse;

import java.util.Optional;

/** Says what ended of late, over all processes. Safe for use by several threads; calls block. */
@FunctionalInterface
public interface PulseReader {

    /** Empty when the view is away. */
    Optional<Pulse> pulse();
}
