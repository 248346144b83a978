package io.forebay.manifests.lint;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.manifests.document.Field;
import io.forebay.manifests.document.Manifest;
import io.forebay.manifests.document.Manifests;
import io.forebay.manifests.finding.Check;
import io.forebay.manifests.finding.Finding;
import io.forebay.manifests.pod.Pods;
import java.util.ArrayList;
import java.util.List;

/** What one object calls another by: selectors, accounts, ports, budgets. */
public final class ReferenceCheck implements Check {

    @Override
    public List<Finding> check(Manifests manifests) {
        List<Finding> found = new ArrayList<>();
        manifests.all().forEach(one -> workload(one, manifests, found));
        manifests.ofKind("Service").forEach(one -> service(one, manifests, found));
        manifests.ofKind("PodDisruptionBudget").forEach(one -> budget(one, manifests, found));
        return found;
    }

    private static void workload(Manifest manifest, Manifests manifests, List<Finding> found) {
        if (Pods.specOf(manifest).isEmpty() || manifest.kind().equals("Pod")) {
            return;
        }
        Field spec = Pods.templateOf(manifest).get("spec");
        Field account = spec.get("serviceAccountName");
        if (manifests.find("ServiceAccount", account.text()).isEmpty()) {
            found.add(
                    Finding.at(
                            account,
                            "non-existent-service-account",
                            "there is no ServiceAccount '%s' here".formatted(account.text())));
        }
        if (spec.get("serviceAccount").isPresent()) {
            found.add(
                    Finding.at(
                            spec.get("serviceAccount"),
                            "deprecated-service-account-field",
                            "say serviceAccountName"));
        }
        Field selector = manifest.at("spec", "selector", "matchLabels");
        if (selector.isPresent() && !selects(selector, manifest)) {
            found.add(
                    Finding.at(selector, "mismatching-selector", "the pod's labels do not match"));
        }
        Field priority = spec.get("priorityClassName");
        if (priority.isPresent() && manifests.find("PriorityClass", priority.text()).isEmpty()) {
            found.add(
                    Finding.at(
                            priority,
                            "priority-class",
                            "there is no PriorityClass '%s' here".formatted(priority.text())));
        }
    }

    private static void service(Manifest service, Manifests manifests, List<Finding> found) {
        Field selector = service.at("spec", "selector");
        List<Manifest> selected =
                manifests.all().stream()
                        .filter(one -> Pods.specOf(one).isPresent() && selects(selector, one))
                        .toList();
        if (selector.isPresent() && selected.isEmpty()) {
            found.add(Finding.at(selector, "dangling-service", "no pod here has these labels"));
            return;
        }
        service.at("spec", "ports")
                .items()
                .map(port -> port.get("targetPort"))
                .filter(port ->
                        port.isPresent() && selected.stream().noneMatch(one -> hasPort(one, port)))
                .forEach(port ->
                        found.add(
                                Finding.at(
                                        port,
                                        "invalid-target-ports",
                                        "no container has a port '%s'".formatted(port.text()))));
    }

    private static boolean hasPort(Manifest workload, Field asked) {
        return Pods.specOf(workload).stream()
                .flatMap(Pods::containers)
                .flatMap(container -> container.get("ports").items())
                .anyMatch(port ->
                        port.get("name").text().equals(asked.text())
                                || port.get("containerPort").text().equals(asked.text()));
    }

    private static void budget(Manifest budget, Manifests manifests, List<Finding> found) {
        Field selector = budget.at("spec", "selector", "matchLabels");
        if (manifests.all().stream()
                .noneMatch(one -> Pods.specOf(one).isPresent() && selects(selector, one))) {
            found.add(Finding.at(selector, "dangling-budget", "no pod here has these labels"));
        }
        Field unavailable = budget.at("spec", "maxUnavailable");
        if (unavailable.text().matches("0%?")) {
            found.add(
                    Finding.at(
                            unavailable,
                            "pdb-max-unavailable",
                            "would never let a node be drained"));
        }
        Field available = budget.at("spec", "minAvailable");
        if (available.text().equals("100%")) {
            found.add(
                    Finding.at(
                            available, "pdb-min-available", "would never let a node be drained"));
        }
        Field policy = budget.at("spec", "unhealthyPodEvictionPolicy");
        if (!policy.text().equals("AlwaysAllow")) {
            found.add(
                    Finding.at(
                            policy,
                            "pdb-unhealthy-pod-eviction-policy",
                            "must be AlwaysAllow, or a broken pod holds up its node"));
        }
    }

    private static boolean selects(Field selector, Manifest workload) {
        JsonNode labels = Pods.templateOf(workload).get("metadata").get("labels").node();
        return selector.isPresent()
                && selector.members()
                        .allMatch(one -> labels.path(one.name()).asText().equals(one.text()));
    }
}
