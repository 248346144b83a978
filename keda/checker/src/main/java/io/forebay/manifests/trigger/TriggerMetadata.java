package io.forebay.manifests.trigger;

import io.forebay.manifests.document.Field;
import io.forebay.manifests.finding.Finding;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The metadata of one trigger: a map of texts, of which KEDA says only at run time what is wrong.
 */
public final class TriggerMetadata {

    private static final String RULE = "trigger-metadata";
    private static final String FROM_ENV = "FromEnv";

    private TriggerMetadata() {}

    /** What KEDA would refuse, or pass over in silence. */
    public static Stream<Finding> findings(Field trigger, TriggerType type) {
        Field metadata = trigger.get("metadata");
        return Stream.of(
                        missing(metadata, type),
                        metadata.members().flatMap(one -> value(one, type)),
                        type == TriggerType.KAFKA
                                ? KafkaCombinations.findings(trigger)
                                : Stream.<Finding>of(),
                        type == TriggerType.CRON ? sameTimes(metadata) : Stream.<Finding>of())
                .flatMap(found -> found);
    }

    private static Stream<Finding> missing(Field metadata, TriggerType type) {
        return type.parameters().stream()
                .filter(Parameter::required)
                .filter(one ->
                        !metadata.get(one.name()).isPresent()
                                && !(one.fromEnvironment()
                                        && metadata.get(one.name() + FROM_ENV).isPresent()))
                .map(one ->
                        Finding.at(
                                metadata,
                                RULE,
                                "a %s trigger needs %s".formatted(type.kedaName(), one.name())));
    }

    private static Stream<Finding> value(Field member, TriggerType type) {
        String name = member.name();
        for (Parameter one : type.parameters()) {
            if (one.name().equals(name)) {
                return one
                        .type()
                        .fault(member.text())
                        .map(fault -> Finding.at(member, RULE, name + " " + fault))
                        .stream();
            }
            if (one.fromEnvironment() && name.equals(one.name() + FROM_ENV)) {
                return Stream.of();
            }
        }
        return type.isOpen()
                ? Stream.of()
                : Stream.of(Finding.at(member, RULE, unknown(name, type)));
    }

    private static String unknown(String name, TriggerType type) {
        return "a %s trigger has no parameter %s, and KEDA would not say so; it has %s"
                .formatted(
                        type.kedaName(),
                        name,
                        type.parameters().stream()
                                .map(Parameter::name)
                                .collect(Collectors.joining(", ")));
    }

    private static Stream<Finding> sameTimes(Field metadata) {
        Field end = metadata.get("end");
        return end.isPresent() && end.text().equals(metadata.get("start").text())
                ? Stream.of(Finding.at(end, RULE, "start and end must differ"))
                : Stream.of();
    }
}
