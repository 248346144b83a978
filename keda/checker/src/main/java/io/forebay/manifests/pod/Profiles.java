package io.forebay.manifests.pod;

import static io.forebay.manifests.pod.PodSecurityCheck.finding;

import io.forebay.manifests.document.Field;
import io.forebay.manifests.finding.Finding;
import java.util.Set;
import java.util.stream.Stream;

/** The kernel's own guards stay on: seccomp, AppArmor, SELinux. */
final class Profiles {

    private static final Set<String> ON = Set.of("RuntimeDefault", "Localhost");
    private static final Set<String> SELINUX_TYPES =
            Set.of("", "container_t", "container_init_t", "container_kvm_t", "container_engine_t");
    private static final String APPARMOR = "container.apparmor.security.beta.kubernetes.io/";

    private Profiles() {}

    static Stream<Finding> of(Field template) {
        Field spec = template.get("spec");
        return Stream.of(
                        seccomp(spec), appArmor(spec), appArmorAnnotations(template), seLinux(spec))
                .flatMap(found -> found);
    }

    private static Stream<Finding> seccomp(Field spec) {
        boolean podHasOne =
                ON.contains(spec.get("securityContext").get("seccompProfile").get("type").text());
        boolean optional = podHasOne || PodSecurityCheck.isWindows(spec);
        Stream<Finding> wrong =
                Contexts.of(spec)
                        .map(context -> context.get("seccompProfile"))
                        .filter(profile ->
                                profile.isPresent() && !ON.contains(profile.get("type").text()))
                        .map(profile ->
                                finding(
                                        profile,
                                        "seccompProfile.type must be RuntimeDefault or Localhost"));
        Stream<Finding> missing =
                Pods.containers(spec)
                        .map(container -> container.get("securityContext").get("seccompProfile"))
                        .filter(profile -> !optional && !profile.isPresent())
                        .map(profile ->
                                finding(profile, "seccompProfile must be set here or for the pod"));
        return Stream.concat(wrong, missing);
    }

    private static Stream<Finding> appArmor(Field spec) {
        return Contexts.of(spec)
                .map(context -> context.get("appArmorProfile"))
                .filter(profile -> profile.isPresent() && !ON.contains(profile.get("type").text()))
                .map(profile ->
                        finding(
                                profile,
                                "appArmorProfile.type must be RuntimeDefault or Localhost"));
    }

    private static Stream<Finding> appArmorAnnotations(Field template) {
        return template.get("metadata")
                .get("annotations")
                .members()
                .filter(one -> one.name().startsWith(APPARMOR))
                .filter(one -> !one.text().isEmpty())
                .filter(one ->
                        !one.text().equals("runtime/default")
                                && !one.text().startsWith("localhost/"))
                .map(one ->
                        finding(
                                one,
                                "the AppArmor profile must be runtime/default or localhost/*"));
    }

    private static Stream<Finding> seLinux(Field spec) {
        return Contexts.of(spec)
                .map(context -> context.get("seLinuxOptions"))
                .flatMap(options ->
                        Stream.of(options.get("type"), options.get("user"), options.get("role"))
                                .filter(field -> !allowed(field))
                                .map(field ->
                                        finding(
                                                field,
                                                "seLinuxOptions."
                                                        + field.name()
                                                        + " must not be "
                                                        + field.text())));
    }

    private static boolean allowed(Field field) {
        return field.name().equals("type")
                ? SELINUX_TYPES.contains(field.text())
                : field.text().isEmpty();
    }
}
