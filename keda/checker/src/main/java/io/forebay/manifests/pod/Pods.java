package io.forebay.manifests.pod;

import io.forebay.manifests.document.Field;
import io.forebay.manifests.document.Manifest;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the pod in whatever makes pods. */
public final class Pods {

    private Pods() {}

    /** The pod's spec; empty for what makes none. */
    public static Optional<Field> specOf(Manifest manifest) {
        Field spec = templateOf(manifest).get("spec");
        return spec.isPresent() ? Optional.of(spec) : Optional.empty();
    }

    /** What has the pod's metadata and spec. */
    public static Field templateOf(Manifest manifest) {
        return switch (manifest.kind()) {
            case "Pod" -> manifest.root();
            case "CronJob" -> manifest.at("spec", "jobTemplate", "spec", "template");
            default -> manifest.at("spec", "template");
        };
    }

    /** All of its containers, those that only begin it too. */
    public static Stream<Field> containers(Field spec) {
        return Stream.of("initContainers", "containers", "ephemeralContainers")
                .flatMap(name -> spec.get(name).items());
    }
}
