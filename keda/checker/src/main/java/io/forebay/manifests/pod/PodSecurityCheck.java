package io.forebay.manifests.pod;

import io.forebay.manifests.document.Field;
import io.forebay.manifests.document.Manifest;
import io.forebay.manifests.document.Manifests;
import io.forebay.manifests.finding.Check;
import io.forebay.manifests.finding.Finding;
import java.util.List;
import java.util.stream.Stream;

/**
 * The profile "restricted" of the Pod Security Standards, as of Kubernetes 1.37
 * (https://kubernetes.io/docs/concepts/security/pod-security-standards).
 */
public final class PodSecurityCheck implements Check {

    @Override
    public List<Finding> check(Manifests manifests) {
        return manifests.all().stream().flatMap(PodSecurityCheck::findings).toList();
    }

    private static Stream<Finding> findings(Manifest manifest) {
        return Pods.specOf(manifest).stream()
                .flatMap(spec ->
                        Stream.of(
                                        HostAccess.of(spec),
                                        ContainerRights.of(spec),
                                        Identity.of(spec),
                                        Profiles.of(Pods.templateOf(manifest)),
                                        VolumeTypes.of(spec))
                                .flatMap(found -> found));
    }

    static Finding finding(Field field, String message) {
        return Finding.at(field, "pod-security", message);
    }

    /** Windows has none of these rights, so the profile asks nothing of its pods there. */
    static boolean isWindows(Field spec) {
        return spec.get("os").get("name").text().equals("windows");
    }
}
