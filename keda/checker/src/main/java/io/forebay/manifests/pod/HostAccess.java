package io.forebay.manifests.pod;

import static io.forebay.manifests.pod.PodSecurityCheck.finding;

import io.forebay.manifests.document.Field;
import io.forebay.manifests.finding.Finding;
import java.util.Set;
import java.util.stream.Stream;

/** A pod keeps its hands off its node. */
final class HostAccess {

    private static final Set<String> SAFE_SYSCTLS =
            Set.of(
                    "kernel.shm_rmid_forced",
                    "net.ipv4.ip_local_port_range",
                    "net.ipv4.ip_local_reserved_ports",
                    "net.ipv4.ip_unprivileged_port_start",
                    "net.ipv4.ping_group_range",
                    "net.ipv4.tcp_fin_timeout",
                    "net.ipv4.tcp_keepalive_intvl",
                    "net.ipv4.tcp_keepalive_probes",
                    "net.ipv4.tcp_keepalive_time",
                    "net.ipv4.tcp_notsent_lowat",
                    "net.ipv4.tcp_rmem",
                    "net.ipv4.tcp_slow_start_after_idle",
                    "net.ipv4.tcp_syncookies",
                    "net.ipv4.tcp_wmem");

    private HostAccess() {}

    static Stream<Finding> of(Field spec) {
        return Stream.of(
                        namespaces(spec),
                        ports(spec),
                        handlers(spec),
                        sysctls(spec),
                        hostProcess(spec))
                .flatMap(found -> found);
    }

    private static Stream<Finding> namespaces(Field spec) {
        return Stream.of("hostNetwork", "hostPID", "hostIPC")
                .map(spec::get)
                .filter(field -> field.is(true))
                .map(field -> finding(field, field.name() + " must not be true"));
    }

    private static Stream<Finding> ports(Field spec) {
        return Pods.containers(spec)
                .flatMap(container -> container.get("ports").items())
                .map(port -> port.get("hostPort"))
                .filter(port -> port.number().orElse(0) != 0)
                .map(port -> finding(port, "hostPort must not be set"));
    }

    /** A probe with a host makes the kubelet ask others in its own name. */
    private static Stream<Finding> handlers(Field spec) {
        return Pods.containers(spec)
                .flatMap(container ->
                        Stream.of(
                                container.get("livenessProbe"),
                                container.get("readinessProbe"),
                                container.get("startupProbe"),
                                container.get("lifecycle").get("postStart"),
                                container.get("lifecycle").get("preStop")))
                .flatMap(handler -> Stream.of(handler.get("httpGet"), handler.get("tcpSocket")))
                .map(action -> action.get("host"))
                .filter(host -> !host.text().isEmpty())
                .map(host -> finding(host, "a probe or hook must not name a host"));
    }

    private static Stream<Finding> sysctls(Field spec) {
        return spec.get("securityContext")
                .get("sysctls")
                .items()
                .map(sysctl -> sysctl.get("name"))
                .filter(name -> !SAFE_SYSCTLS.contains(name.text()))
                .map(name -> finding(name, "sysctl " + name.text() + " is not a safe one"));
    }

    private static Stream<Finding> hostProcess(Field spec) {
        return Contexts.of(spec)
                .map(context -> context.get("windowsOptions").get("hostProcess"))
                .filter(field -> field.is(true))
                .map(field -> finding(field, "hostProcess must not be true"));
    }
}
