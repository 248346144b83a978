package io.forebay.manifests.pod;

import io.forebay.manifests.document.Field;
import java.util.stream.Stream;

/** Security contexts. */
final class Contexts {

    private Contexts() {}

    /** The pod's and each container's, present or not. */
    static Stream<Field> of(Field spec) {
        return Stream.concat(
                Stream.of(spec.get("securityContext")),
                Pods.containers(spec).map(container -> container.get("securityContext")));
    }
}
