package io.forebay.manifests.scaling;

import static io.forebay.manifests.scaling.ScaledObjectCheck.RULE;

import io.forebay.manifests.document.Field;
import io.forebay.manifests.document.Manifest;
import io.forebay.manifests.document.Manifests;
import io.forebay.manifests.finding.Finding;
import io.forebay.manifests.pod.Pods;
import io.forebay.manifests.trigger.TriggerType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What is scaled: it is there, nobody else scales it, and it says what it needs. */
final class Targets {

    private Targets() {}

    static Stream<Finding> findings(Manifest scaledObject, Manifests manifests) {
        List<Finding> found = new ArrayList<>();
        Field name = scaledObject.at("spec", "scaleTargetRef", "name");
        String target = ScaledObjects.target(scaledObject);
        Optional<Manifest> workload = ScaledObjects.target(scaledObject, manifests);
        if (workload.isEmpty()) {
            found.add(Finding.at(name, RULE, "there is no %s here to scale".formatted(target)));
            return found.stream();
        }
        Stream.concat(manifests.ofKind("ScaledObject"), manifests.ofKind("HorizontalPodAutoscaler"))
                .filter(other ->
                        !other.toString().equals(scaledObject.toString())
                                && ScaledObjects.target(other).equals(target))
                .forEach(other ->
                        found.add(
                                Finding.at(
                                        name, RULE, "%s scales %s too".formatted(other, target))));
        Field replicas = workload.get().at("spec", "replicas");
        if (replicas.isPresent()) {
            found.add(
                    Finding.at(
                            replicas,
                            RULE,
                            "replicas is set, so that every apply undoes what %s decided; leave it out"
                                    .formatted(scaledObject)));
        }
        requests(scaledObject, workload.get(), found);
        environment(scaledObject, workload.get(), manifests, found);
        return found.stream();
    }

    private static void requests(Manifest scaledObject, Manifest workload, List<Finding> found) {
        for (TriggerType type : List.of(TriggerType.CPU, TriggerType.MEMORY)) {
            if (ScaledObjects.triggers(scaledObject, type)
                    .noneMatch(one -> one.get("metricType").text().equals("Utilization"))) {
                continue;
            }
            Pods.specOf(workload).stream()
                    .flatMap(spec -> spec.get("containers").items())
                    .filter(one ->
                            !one.get("resources").get("requests").get(type.kedaName()).isPresent())
                    .forEach(one ->
                            found.add(
                                    Finding.at(
                                            one,
                                            RULE,
                                            "%s scales on a share of the requested %s, which is not set"
                                                    .formatted(scaledObject, type.kedaName()))));
        }
    }

    /** {@code …FromEnv} is read from the container that is scaled. */
    private static void environment(
            Manifest scaledObject, Manifest workload, Manifests manifests, List<Finding> found) {
        Set<String> variables = Environment.of(workload, manifests).keySet();
        ScaledObjects.triggers(scaledObject)
                .flatMap(one -> one.get("metadata").members())
                .filter(one -> one.name().endsWith("FromEnv") && !variables.contains(one.text()))
                .forEach(one ->
                        found.add(
                                Finding.at(
                                        one,
                                        RULE,
                                        "%s has no variable %s".formatted(workload, one.text()))));
    }
}
