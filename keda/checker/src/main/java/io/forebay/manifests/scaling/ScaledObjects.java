package io.forebay.manifests.scaling;

import io.forebay.manifests.document.Field;
import io.forebay.manifests.document.Manifest;
import io.forebay.manifests.document.Manifests;
import io.forebay.manifests.trigger.TriggerType;
import java.util.Optional;
import java.util.stream.Stream;

/** What a ScaledObject says, with KEDA's defaults. */
final class ScaledObjects {

    private static final long KEDA_MAX_REPLICAS = 100;
    private static final long KEDA_COOLDOWN_SECONDS = 300;

    private ScaledObjects() {}

    static Stream<Field> triggers(Manifest scaledObject) {
        return scaledObject.at("spec", "triggers").items();
    }

    static Stream<Field> triggers(Manifest scaledObject, TriggerType type) {
        return triggers(scaledObject).filter(one -> one.get("type").text().equals(type.kedaName()));
    }

    static long minimum(Manifest scaledObject) {
        return scaledObject.at("spec", "minReplicaCount").number().orElse(0);
    }

    static long maximum(Manifest scaledObject) {
        return scaledObject.at("spec", "maxReplicaCount").number().orElse(KEDA_MAX_REPLICAS);
    }

    static long cooldownSeconds(Manifest scaledObject) {
        return scaledObject.at("spec", "cooldownPeriod").number().orElse(KEDA_COOLDOWN_SECONDS);
    }

    /** {@code Deployment/name}. */
    static String target(Manifest scaler) {
        Field target = scaler.at("spec", "scaleTargetRef");
        return target.get("kind").textIfPresent().orElse("Deployment")
                + "/"
                + target.get("name").text();
    }

    static Optional<Manifest> target(Manifest scaler, Manifests manifests) {
        return manifests.all().stream()
                .filter(one -> one.toString().equals(target(scaler)))
                .findFirst();
    }
}
