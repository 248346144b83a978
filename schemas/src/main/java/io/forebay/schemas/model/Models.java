package io.forebay.schemas.model;

import io.forebay.schemas.wire.InferenceInput;
import java.util.Collection;
import java.util.Optional;

/** The models that are applied now. Safe for use by several threads. */
public interface Models {

    /** The newest applied version. */
    Optional<Model> find(String name);

    /** One version. */
    Optional<Model> find(String name, String version);

    /**
     * The version that answers a request which names none: the newest, or another that has a share
     * of its {@linkplain Traffic traffic}. The same content, or else the same ordering key, goes to
     * the same version on every node, for as long as the shares stay.
     *
     * @param newest as {@link #find(String)} gave it
     * @param orderingKey empty when there is none
     */
    default Model answering(Model newest, InferenceInput input, String tenant, String orderingKey) {
        return newest.traffic()
                .version(() -> Traffic.content(newest.name(), input, tenant, orderingKey))
                .flatMap(version -> find(newest.name(), version))
                .orElse(newest);
    }

    /** The newest version of each. */
    Collection<Model> all();
}
