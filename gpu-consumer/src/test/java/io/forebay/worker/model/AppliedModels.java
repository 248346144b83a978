package io.forebay.worker.model;

import io.forebay.schemas.model.Model;
import io.forebay.schemas.model.Models;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Models that a test applied. */
final class AppliedModels implements Models {

    final List<Model> models = new ArrayList<>();

    @Override
    public Optional<Model> find(String name) {
        return models.stream().filter(model -> model.name().equals(name)).findFirst();
    }

    @Override
    public Optional<Model> find(String name, String version) {
        return find(name).filter(model -> model.version().equals(version));
    }

    @Override
    public Collection<Model> all() {
        return models;
    }
}
