package io.forebay.manifests.lint;

import io.forebay.manifests.document.Field;
import io.forebay.manifests.document.Manifest;
import io.forebay.manifests.document.Manifests;
import io.forebay.manifests.finding.Check;
import io.forebay.manifests.finding.Finding;
import io.forebay.manifests.pod.Pods;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Containers that say what they need, and ask only what they offer. */
public final class WorkloadCheck implements Check {

    private static final Set<String> LONG_RUNNING = Set.of("Deployment", "StatefulSet");
    private static final long SSH = 22;

    @Override
    public List<Finding> check(Manifests manifests) {
        List<Finding> found = new ArrayList<>();
        for (Manifest manifest : manifests.all()) {
            Pods.specOf(manifest)
                    .filter(spec -> !manifest.kind().equals("Pod"))
                    .ifPresent(spec -> {
                        Pods.containers(spec).forEach(one -> container(one, manifest, found));
                        if (LONG_RUNNING.contains(manifest.kind())) {
                            spread(manifest, spec, found);
                        }
                    });
        }
        return found;
    }

    private static void container(Field container, Manifest manifest, List<Finding> found) {
        Field resources = container.get("resources");
        require(
                resources.get("requests").get("cpu"),
                "unset-cpu-requirements",
                "request CPU",
                found);
        require(
                resources.get("requests").get("memory"),
                "unset-memory-requirements",
                "request memory",
                found);
        require(
                resources.get("limits").get("memory"),
                "unset-memory-requirements",
                "limit memory",
                found);
        image(container.get("image"), found);
        Field readOnly = container.get("securityContext").get("readOnlyRootFilesystem");
        if (!readOnly.is(true)) {
            found.add(
                    Finding.at(
                            readOnly,
                            "no-read-only-root-fs",
                            "readOnlyRootFilesystem must be true"));
        }
        environment(container, found);
        probes(container, manifest, found);
    }

    private static void require(Field field, String rule, String what, List<Finding> found) {
        if (!field.isPresent()) {
            found.add(Finding.at(field, rule, what));
        }
    }

    /** A name with a registry's port is no tag. */
    private static void image(Field image, List<Finding> found) {
        String name = image.text().substring(image.text().lastIndexOf('/') + 1);
        if (!name.contains(":") || name.endsWith(":latest")) {
            found.add(
                    Finding.at(
                            image,
                            "latest-tag",
                            "image '%s' must have a tag that stays".formatted(image.text())));
        }
    }

    private static void environment(Field container, List<Finding> found) {
        List<String> seen = new ArrayList<>();
        container
                .get("env")
                .items()
                .forEach(one -> {
                    String name = one.get("name").text();
                    if (seen.contains(name)) {
                        found.add(Finding.at(one, "duplicate-env-var", name + " stands twice"));
                    }
                    seen.add(name);
                    if (name.matches("(?i).*(secret|password).*")
                            && !one.get("value").text().isEmpty()) {
                        found.add(
                                Finding.at(
                                        one,
                                        "env-var-secret",
                                        name + " must come from a Secret, not stand here"));
                    }
                });
    }

    private static void probes(Field container, Manifest manifest, List<Finding> found) {
        List<Field> ports = container.get("ports").items().toList();
        ports.stream()
                .map(port -> port.get("containerPort"))
                .filter(port -> port.number().orElse(0) == SSH)
                .forEach(port -> found.add(Finding.at(port, "ssh-port", "port 22 is for SSH")));
        for (String name : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
            Field probe = container.get(name);
            Stream.of(probe.get("httpGet"), probe.get("tcpSocket"))
                    .map(one -> one.get("port"))
                    .filter(port ->
                            port.isPresent() && ports.stream().noneMatch(one -> is(one, port)))
                    .forEach(port ->
                            found.add(
                                    Finding.at(
                                            port,
                                            "probe-port",
                                            "%s asks port %s, which the container does not have"
                                                    .formatted(name, port.text()))));
        }
        if (LONG_RUNNING.contains(manifest.kind()) && !ports.isEmpty()) {
            require(
                    container.get("readinessProbe"),
                    "no-readiness-probe",
                    "needs a readinessProbe",
                    found);
            require(
                    container.get("livenessProbe"),
                    "no-liveness-probe",
                    "needs a livenessProbe",
                    found);
        }
    }

    private static boolean is(Field port, Field asked) {
        return port.get("name").text().equals(asked.text())
                || port.get("containerPort").text().equals(asked.text());
    }

    private static void spread(Manifest manifest, Field spec, List<Finding> found) {
        Field replicas = manifest.at("spec", "replicas");
        boolean one = replicas.isPresent() && replicas.number().orElse(1) < 2;
        if (!one && !spec.get("affinity").get("podAntiAffinity").isPresent()) {
            found.add(
                    Finding.at(
                            spec,
                            "no-anti-affinity",
                            "needs a podAntiAffinity, or one node may take all replicas with it"));
        }
    }
}
