package io.forebay.manifests.pod;

import static io.forebay.manifests.pod.PodSecurityCheck.finding;

import io.forebay.manifests.document.Field;
import io.forebay.manifests.finding.Finding;
import java.util.stream.Stream;

/** A container gets no rights that its program does not need. */
final class ContainerRights {

    private ContainerRights() {}

    static Stream<Finding> of(Field spec) {
        boolean windows = PodSecurityCheck.isWindows(spec);
        return Pods.containers(spec)
                .flatMap(container ->
                        Stream.concat(
                                always(container.get("securityContext")),
                                windows ? Stream.of() : onLinux(container)));
    }

    private static Stream<Finding> always(Field context) {
        Field privileged = context.get("privileged");
        Field procMount = context.get("procMount");
        return Stream.concat(
                privileged.is(true)
                        ? Stream.of(finding(privileged, "privileged must not be true"))
                        : Stream.of(),
                procMount.isPresent() && !procMount.text().equals("Default")
                        ? Stream.of(finding(procMount, "procMount must be Default"))
                        : Stream.of());
    }

    private static Stream<Finding> onLinux(Field container) {
        Field context = container.get("securityContext");
        Field escalation = context.get("allowPrivilegeEscalation");
        Field capabilities = context.get("capabilities");
        boolean dropsAll =
                capabilities.get("drop").items().anyMatch(one -> one.text().equals("ALL"));
        return Stream.of(
                        escalation.is(false)
                                ? Stream.<Finding>of()
                                : Stream.of(
                                        finding(
                                                escalation,
                                                "allowPrivilegeEscalation must be false")),
                        dropsAll
                                ? Stream.<Finding>of()
                                : Stream.of(
                                        finding(capabilities, "capabilities.drop must hold ALL")),
                        capabilities
                                .get("add")
                                .items()
                                .filter(one -> !one.text().equals("NET_BIND_SERVICE"))
                                .map(one ->
                                        finding(
                                                one,
                                                "capability " + one.text() + " must not be added")))
                .flatMap(found -> found);
    }
}
