package io.forebay.manifests.scaling;

import io.forebay.manifests.document.Field;
import io.forebay.manifests.document.Manifest;
import io.forebay.manifests.document.Manifests;
import io.forebay.manifests.finding.Check;
import io.forebay.manifests.finding.Finding;
import io.forebay.manifests.trigger.TriggerMetadata;
import io.forebay.manifests.trigger.TriggerType;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What KEDA's admission and its scalers refuse ({@code scaledobject_webhook.go}, 2.20). */
public final class ScaledObjectCheck implements Check {

    static final String RULE = "scaled-object";

    @Override
    public List<Finding> check(Manifests manifests) {
        return manifests
                .ofKind("ScaledObject")
                .flatMap(one ->
                        Stream.of(
                                        Bounds.findings(one),
                                        Targets.findings(one, manifests),
                                        ScaledObjects.triggers(one)
                                                .flatMap(ScaledObjectCheck::trigger),
                                        names(one),
                                        authentications(one, manifests))
                                .flatMap(found -> found))
                .toList();
    }

    private static Stream<Finding> trigger(Field trigger) {
        Field name = trigger.get("type");
        Optional<TriggerType> type = TriggerType.of(name.text());
        if (type.isEmpty()) {
            return Stream.of(
                    Finding.at(
                            name,
                            RULE,
                            "trigger type '%s' is not known here; known are %s"
                                    .formatted(
                                            name.text(),
                                            Stream.of(TriggerType.values())
                                                    .map(TriggerType::kedaName)
                                                    .toList())));
        }
        return Stream.concat(
                TriggerMetadata.findings(trigger, type.get()), metricType(trigger, type.get()));
    }

    private static Stream<Finding> metricType(Field trigger, TriggerType type) {
        Field metricType = trigger.get("metricType");
        Field cached = trigger.get("useCachedMetrics");
        boolean utilization = metricType.text().equals("Utilization");
        Stream<Finding> wrongCache =
                cached.is(true) && (type.measuresPods() || type == TriggerType.CRON)
                        ? Stream.of(
                                Finding.at(
                                        cached,
                                        RULE,
                                        "useCachedMetrics is not for a %s trigger"
                                                .formatted(type.kedaName())))
                        : Stream.of();
        if (type.measuresPods() && !metricType.isPresent()) {
            return Stream.concat(
                    wrongCache,
                    Stream.of(
                            Finding.at(
                                    trigger,
                                    RULE,
                                    "a %s trigger needs metricType Utilization or AverageValue"
                                            .formatted(type.kedaName()))));
        }
        return !type.measuresPods() && utilization
                ? Stream.concat(
                        wrongCache,
                        Stream.of(
                                Finding.at(
                                        metricType,
                                        RULE,
                                        "metricType Utilization is for cpu and memory only")))
                : wrongCache;
    }

    private static Stream<Finding> names(Manifest scaledObject) {
        List<Field> names =
                ScaledObjects.triggers(scaledObject)
                        .map(one -> one.get("name"))
                        .filter(Field::isPresent)
                        .toList();
        return names.stream()
                .filter(one ->
                        names.stream()
                                .anyMatch(other ->
                                        other.text().equals(one.text())
                                                && other.pointer().compareTo(one.pointer()) < 0))
                .map(one ->
                        Finding.at(
                                one, RULE, "trigger name '%s' stands twice".formatted(one.text())));
    }

    private static Stream<Finding> authentications(Manifest scaledObject, Manifests manifests) {
        return ScaledObjects.triggers(scaledObject)
                .map(one -> one.get("authenticationRef"))
                .filter(one -> one.isPresent() && !one.get("kind").text().startsWith("Cluster"))
                .filter(one ->
                        manifests.find("TriggerAuthentication", one.get("name").text()).isEmpty())
                .map(one ->
                        Finding.at(
                                one.get("name"),
                                RULE,
                                "there is no TriggerAuthentication '%s' here"
                                        .formatted(one.get("name").text())));
    }
}
