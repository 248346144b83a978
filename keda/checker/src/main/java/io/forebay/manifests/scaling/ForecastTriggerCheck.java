package io.forebay.manifests.scaling;

import io.forebay.manifests.document.Field;
import io.forebay.manifests.document.Manifest;
import io.forebay.manifests.document.Manifests;
import io.forebay.manifests.finding.Check;
import io.forebay.manifests.finding.Finding;
import io.forebay.manifests.trigger.TriggerType;
import io.forebay.schemas.config.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * External triggers that ask Forebay's scaler: it takes their metadata as it is, and answers a
 * wrong one with an error each time it is asked.
 *
 * @param models names of the models that are served; empty = any
 */
public record ForecastTriggerCheck(Set<String> models) implements Check {

    private static final String RULE = "forecast-trigger";
    private static final Set<String> KEDAS_OWN = Set.of("scalerAddress", "enableTLS", "unsafeSsl");
    private static final Set<String> KEYS =
            Set.of(
                    "model",
                    "lane",
                    "mode",
                    "minReplicas",
                    "maxReplicas",
                    "costCapReplicas",
                    "waitSloSeconds",
                    "coldStartSeconds",
                    "serviceSeconds",
                    "missToGpuCost",
                    "schedule",
                    "timezone");

    public ForecastTriggerCheck {
        models = Set.copyOf(models);
    }

    @Override
    public List<Finding> check(Manifests manifests) {
        List<Finding> found = new ArrayList<>();
        manifests
                .ofKind("ScaledObject")
                .forEach(one ->
                        Stream.of(TriggerType.EXTERNAL, TriggerType.EXTERNAL_PUSH)
                                .flatMap(type -> ScaledObjects.triggers(one, type))
                                .map(trigger -> trigger.get("metadata"))
                                .filter(ForecastTriggerCheck::isOurs)
                                .forEach(metadata -> check(one, metadata, found)));
        return found;
    }

    private static boolean isOurs(Field metadata) {
        return metadata.get("scalerAddress").text().startsWith("forebay-scaler");
    }

    private void check(Manifest scaledObject, Field metadata, List<Finding> found) {
        metadata.members()
                .filter(one -> !KEYS.contains(one.name()) && !KEDAS_OWN.contains(one.name()))
                .forEach(one ->
                        found.add(Finding.at(one, RULE, "the scaler does not know " + one.name())));
        Field model = metadata.get("model");
        if (!model.isPresent() || (!models.isEmpty() && !models.contains(model.text()))) {
            found.add(Finding.at(model, RULE, "there is no model '%s'".formatted(model.text())));
        }
        oneOf(metadata.get("lane"), Set.of("interactive", "bulk", "all"), found);
        oneOf(metadata.get("mode"), Set.of("active", "shadow"), found);
        positive(metadata.get("waitSloSeconds"), found);
        positive(metadata.get("serviceSeconds"), found);
        coldStart(scaledObject, metadata.get("coldStartSeconds"), found);
        maximum(scaledObject, metadata.get("maxReplicas"), found);
    }

    private static void oneOf(Field field, Set<String> values, List<Finding> found) {
        if (field.isPresent() && !values.contains(field.text())) {
            found.add(
                    Finding.at(
                            field,
                            RULE,
                            "%s must be one of %s, not '%s'"
                                    .formatted(
                                            field.name(),
                                            values.stream().sorted().toList(),
                                            field.text())));
        }
    }

    private static void positive(Field field, List<Finding> found) {
        boolean number = field.text().matches("\\d{1,9}(\\.\\d+)?");
        if (field.isPresent() && (!number || Double.parseDouble(field.text()) == 0)) {
            found.add(
                    Finding.at(
                            field,
                            RULE,
                            "%s must be a number above 0, not '%s'"
                                    .formatted(field.name(), field.text())));
        }
    }

    private static void coldStart(Manifest scaledObject, Field field, List<Finding> found) {
        positive(field, found);
        Duration said =
                Durations.parse(
                                ServiceFigures.annotation(scaledObject, ServiceFigures.COLD_START)
                                        .text())
                        .orElse(Duration.ZERO);
        if (field.text().matches("\\d{1,9}")
                && !said.isZero()
                && Long.parseLong(field.text()) != said.toSeconds()) {
            found.add(
                    Finding.at(
                            field,
                            RULE,
                            "coldStartSeconds is %s, and %s says %d s"
                                    .formatted(
                                            field.text(),
                                            ServiceFigures.COLD_START,
                                            said.toSeconds())));
        }
    }

    private static void maximum(Manifest scaledObject, Field field, List<Finding> found) {
        if (field.text().matches("\\d{1,9}")
                && Long.parseLong(field.text()) > ScaledObjects.maximum(scaledObject)) {
            found.add(
                    Finding.at(
                            field,
                            RULE,
                            "maxReplicas %s is above maxReplicaCount %d"
                                    .formatted(field.text(), ScaledObjects.maximum(scaledObject))));
        }
    }
}
