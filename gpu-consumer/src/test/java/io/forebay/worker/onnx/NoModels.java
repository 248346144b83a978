package io.forebay.worker.onnx;

import io.forebay.schemas.model.Model;
import io.forebay.schemas.model.Models;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Nothing is applied. */
final class NoModels implements Models {

    @Override
    public Optional<Model> find(String name) {
        return Optional.empty();
    }

    @Override
    public Optional<Model> find(String name, String version) {
        return Optional.empty();
    }

    @Override
    public Collection<Model> all() {
        return List.of();
    }
}
