package io.forebay.manifests.scaling;

import io.forebay.manifests.document.Field;
import io.forebay.manifests.document.Manifest;
import io.forebay.manifests.document.Manifests;
import io.forebay.manifests.document.YamlDocuments;
import io.forebay.manifests.finding.Check;
import io.forebay.manifests.finding.Finding;
import io.forebay.manifests.pod.Pods;
import io.forebay.schemas.config.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A worker that is taken away finishes its batch: run-timeout fits into drain-timeout, and that
 * with the preStop hook into the pod's grace period.
 *
 * @param runTimeouts of the models, by their {@code model.yaml}
 */
public record DrainCheck(Map<String, Duration> runTimeouts) implements Check {

    private static final String RULE = "drain";

    /** The default of a worker's {@code drain-timeout}; a test compares. */
    public static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(30);

    private static final long KUBERNETES_GRACE_SECONDS = 30;

    public DrainCheck {
        runTimeouts = Map.copyOf(runTimeouts);
    }

    @Override
    public List<Finding> check(Manifests manifests) {
        List<Finding> found = new ArrayList<>();
        manifests.ofKind("ScaledObject").forEach(one -> check(one, manifests, found));
        return found;
    }

    private void check(Manifest scaledObject, Manifests manifests, List<Finding> found) {
        Field annotation = ServiceFigures.annotation(scaledObject, ServiceFigures.RUN_TIMEOUT);
        Optional<Duration> runTimeout = Durations.parse(annotation.text());
        models(scaledObject).forEach(model -> agrees(annotation, model, runTimeout, found));
        Optional<Manifest> workload = ScaledObjects.target(scaledObject, manifests);
        if (runTimeout.isEmpty() || workload.isEmpty()) {
            return;
        }
        Field grace =
                Pods.templateOf(workload.get()).get("spec").get("terminationGracePeriodSeconds");
        long graceSeconds = grace.number().orElse(KUBERNETES_GRACE_SECONDS);
        Duration drain = drainTimeout(workload.get(), manifests);
        long needed = drain.toSeconds() + preStopSeconds(workload.get());
        if (drain.compareTo(runTimeout.get()) < 0) {
            found.add(
                    Finding.at(
                            annotation,
                            RULE,
                            "drain-timeout of %s is %d s, shorter than the run-timeout of %d s: a batch in hand would be cut off"
                                    .formatted(
                                            workload.get(),
                                            drain.toSeconds(),
                                            runTimeout.get().toSeconds())));
        }
        if (graceSeconds <= needed) {
            found.add(
                    Finding.at(
                            grace,
                            RULE,
                            "terminationGracePeriodSeconds %d must be above drain-timeout and preStop (%d s)"
                                    .formatted(graceSeconds, needed)));
        }
    }

    private static List<String> models(Manifest scaledObject) {
        return ScaledObjects.triggers(scaledObject)
                .map(one -> one.get("metadata"))
                .flatMap(one ->
                        Stream.concat(
                                ConsumerGroups.modelOf(one.get("topic").text()).stream(),
                                Stream.of(one.get("model").text()).filter(text -> !text.isEmpty())))
                .distinct()
                .toList();
    }

    private void agrees(
            Field annotation, String model, Optional<Duration> said, List<Finding> found) {
        Duration timeout = runTimeouts.get(model);
        if (timeout == null ? said.isEmpty() : !said.equals(Optional.of(timeout))) {
            found.add(
                    Finding.at(
                            annotation,
                            RULE,
                            timeout == null
                                    ? "say the run-timeout of model " + model
                                    : "model %s has a run-timeout of %d s"
                                            .formatted(model, timeout.toSeconds())));
        }
    }

    private static long preStopSeconds(Manifest workload) {
        return Pods.specOf(workload).stream()
                .flatMap(Pods::containers)
                .mapToLong(one ->
                        one.get("lifecycle")
                                .get("preStop")
                                .get("sleep")
                                .get("seconds")
                                .number()
                                .orElse(0))
                .max()
                .orElse(0);
    }

    /** From the configuration that the pod mounts. */
    private static Duration drainTimeout(Manifest workload, Manifests manifests) {
        return Pods.specOf(workload).stream()
                .flatMap(spec -> spec.get("volumes").items())
                .flatMap(one ->
                        manifests
                                .find("ConfigMap", one.get("configMap").get("name").text())
                                .stream())
                .flatMap(one -> one.at("data").members())
                .flatMap(one -> YamlDocuments.read(one.text(), one.name()).stream())
                .flatMap(one -> Durations.parse(one.at("drain-timeout").text()).stream())
                .findFirst()
                .orElse(DRAIN_TIMEOUT);
    }
}
