package io.forebay.schemas.model;

import io.forebay.schemas.tensor.Shape;
import org.jspecify.annotations.Nullable;

/** How a tensor takes part in a batch. */
public sealed interface BatchAxis {

    /** Requests are joined along this axis. */
    record Along(int axis) implements BatchAxis {}

    /** One tensor serves the whole batch, so requests join only when theirs are equal. */
    record Shared() implements BatchAxis {}

    /** What the manifest says, else axis 0 where the model takes any size there. */
    static BatchAxis of(ModelManifest.@Nullable TensorManifest manifest, Shape declared) {
        Integer stated = manifest == null ? null : manifest.batchAxis();
        if (stated != null) {
            return stated < 0 ? new Shared() : new Along(stated);
        }
        boolean free = declared.rank() > 0 && declared.dimensions().getFirst() == Shape.ANY;
        return free ? new Along(0) : new Shared();
    }
}
