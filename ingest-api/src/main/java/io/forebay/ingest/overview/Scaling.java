package io.forebay.ingest.overview;

import java.util.List;
import java.util.Optional;

/** How many workers the lanes are to have, and why. */
@FunctionalInterface
public interface Scaling {

    /** Of installations whose scaler is not asked. */
    Scaling NONE = Optional::empty;

    /** Empty while nobody can say. */
    Optional<List<ScaledLane>> lanes();
}
