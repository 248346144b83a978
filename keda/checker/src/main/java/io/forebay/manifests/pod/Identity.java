package io.forebay.manifests.pod;

import static io.forebay.manifests.pod.PodSecurityCheck.finding;

import io.forebay.manifests.document.Field;
import io.forebay.manifests.finding.Finding;
import java.util.stream.Stream;

/** Nothing runs as root, unless root in the pod is nobody outside of it (KEP-127). */
final class Identity {

    private Identity() {}

    static Stream<Finding> of(Field spec) {
        return spec.get("hostUsers").is(false)
                ? Stream.of()
                : Stream.concat(rootUsers(spec), Stream.concat(refusals(spec), silence(spec)));
    }

    private static Stream<Finding> rootUsers(Field spec) {
        return Contexts.of(spec)
                .map(context -> context.get("runAsUser"))
                .filter(user -> user.number().orElse(1) == 0)
                .map(user -> finding(user, "runAsUser must not be 0"));
    }

    private static Stream<Finding> refusals(Field spec) {
        return Contexts.of(spec)
                .map(context -> context.get("runAsNonRoot"))
                .filter(field -> field.is(false))
                .map(field -> finding(field, "runAsNonRoot must not be false"));
    }

    private static Stream<Finding> silence(Field spec) {
        return spec.get("securityContext").get("runAsNonRoot").is(true)
                ? Stream.of()
                : Pods.containers(spec)
                        .map(container -> container.get("securityContext").get("runAsNonRoot"))
                        .filter(field -> !field.isPresent())
                        .map(field ->
                                finding(field, "runAsNonRoot must be true here or for the pod"));
    }
}
