package io.forebay.worker.model;

import io.forebay.schemas.model.Model;

/** Loads models on this worker's device. Safe for use by several threads. */
public interface EngineLoader {

    /**
     * Loads the model once, for what it takes and gives.
     *
     * @throws UnusableModelException when it cannot be served, with the reason
     */
    ModelSignature inspect(ModelFiles files);

    /**
     * Loads the model to run it.
     *
     * @param model as it was applied, of the same digest as the files
     * @throws UnusableModelException when it cannot be loaded here, with the reason
     */
    Engine load(ModelFiles files, Model model);
}
