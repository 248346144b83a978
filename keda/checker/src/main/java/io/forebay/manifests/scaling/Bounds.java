package io.forebay.manifests.scaling;

import static io.forebay.manifests.scaling.ScaledObjectCheck.RULE;

import io.forebay.manifests.document.Field;
import io.forebay.manifests.document.Manifest;
import io.forebay.manifests.finding.Finding;
import io.forebay.manifests.trigger.TriggerType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** How many there may be. */
final class Bounds {

    private static final int LONGEST_LABEL = 63;

    private Bounds() {}

    static Stream<Finding> findings(Manifest scaledObject) {
        List<Finding> found = new ArrayList<>();
        Field spec = scaledObject.at("spec");
        long minimum = ScaledObjects.minimum(scaledObject);
        long maximum = ScaledObjects.maximum(scaledObject);
        if (minimum > maximum) {
            found.add(
                    Finding.at(
                            spec.get("minReplicaCount"),
                            RULE,
                            "minReplicaCount %d is above maxReplicaCount %d"
                                    .formatted(minimum, maximum)));
        }
        Field idle = spec.get("idleReplicaCount");
        if (idle.isPresent() && idle.number().orElse(0) >= minimum) {
            found.add(
                    Finding.at(
                            idle,
                            RULE,
                            "idleReplicaCount must be below minReplicaCount (%d)"
                                    .formatted(minimum)));
        }
        if (!ScaledObjects.triggers(scaledObject).findAny().isPresent()) {
            found.add(Finding.at(spec, RULE, "there must be a trigger"));
        } else if (minimum == 0 && onlyPods(scaledObject)) {
            found.add(
                    Finding.at(
                            spec,
                            RULE,
                            "cpu and memory cannot wake from 0: minReplicaCount must be at least 1"));
        }
        fallback(scaledObject, maximum, found);
        floors(scaledObject, maximum, found);
        name(scaledObject, found);
        return found.stream();
    }

    private static boolean onlyPods(Manifest scaledObject) {
        return ScaledObjects.triggers(scaledObject)
                .allMatch(one ->
                        TriggerType.of(one.get("type").text())
                                .filter(TriggerType::measuresPods)
                                .isPresent());
    }

    private static void fallback(Manifest scaledObject, long maximum, List<Finding> found) {
        Field fallback = scaledObject.at("spec", "fallback");
        if (!fallback.isPresent()) {
            found.add(
                    Finding.at(
                            scaledObject.at("spec"),
                            RULE,
                            "without a fallback, trouble with a trigger's source can scale to zero: say failureThreshold,"
                                    + " replicas and behavior: currentReplicasIfHigher"));
            return;
        }
        if (onlyPods(scaledObject)) {
            found.add(
                    Finding.at(
                            fallback,
                            RULE,
                            "a fallback needs a trigger other than cpu and memory"));
        }
        Field replicas = fallback.get("replicas");
        if (replicas.number().orElse(0) < 0
                || fallback.get("failureThreshold").number().orElse(0) < 0) {
            found.add(
                    Finding.at(
                            fallback, RULE, "failureThreshold and replicas must not be negative"));
        }
        if (replicas.number().orElse(0) > maximum) {
            found.add(
                    Finding.at(
                            replicas,
                            RULE,
                            "fallback.replicas is above maxReplicaCount %d".formatted(maximum)));
        }
    }

    private static void floors(Manifest scaledObject, long maximum, List<Finding> found) {
        ScaledObjects.triggers(scaledObject, TriggerType.CRON)
                .map(one -> one.get("metadata").get("desiredReplicas"))
                .filter(one ->
                        one.text().matches("\\d{1,9}") && Long.parseLong(one.text()) > maximum)
                .forEach(one ->
                        found.add(
                                Finding.at(
                                        one,
                                        RULE,
                                        "desiredReplicas %s is above maxReplicaCount %d"
                                                .formatted(one.text(), maximum))));
    }

    /** The HPA's name is a label's value. */
    private static void name(Manifest scaledObject, List<Finding> found) {
        String hpa =
                scaledObject
                        .at("spec", "advanced", "horizontalPodAutoscalerConfig", "name")
                        .textIfPresent()
                        .orElse("keda-hpa-" + scaledObject.name());
        if (hpa.length() > LONGEST_LABEL) {
            found.add(
                    Finding.at(
                            scaledObject.at("metadata", "name"),
                            RULE,
                            "the HPA's name %s is longer than %d; set advanced.horizontalPodAutoscalerConfig.name"
                                    .formatted(hpa, LONGEST_LABEL)));
        }
    }
}
