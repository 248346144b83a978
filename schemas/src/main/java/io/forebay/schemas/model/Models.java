package io.forebay.schemas.model;

import java.util.Collection;
import java.util.Optional;

/** The models that are applied now. Safe for use by several threads. */
public interface Models {

    /** The newest applied version. */
    Optional<Model> find(String name);

    /** One version. */
    Optional<Model> find(String name, String version);

    /** The newest version of each. */
    Collection<Model> all();
}
