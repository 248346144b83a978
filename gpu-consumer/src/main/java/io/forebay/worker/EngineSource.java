package io.forebay.worker;

import io.forebay.schemas.model.Model;
import io.forebay.worker.model.Engine;
import java.util.Optional;

/** Where engines come from. Implementations are safe for use by several threads. */
@FunctionalInterface
public interface EngineSource {

    /**
     * Loads a model and warms it, so that its first run is as fast as any.
     *
     * @return empty when this worker does not have the files of this version
     * @throws RuntimeException when the files are there and cannot be used
     */
    Optional<Engine> open(Model model);
}
