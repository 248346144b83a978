package io.forebay.manifests.pod;

import static io.forebay.manifests.pod.PodSecurityCheck.finding;

import io.forebay.manifests.document.Field;
import io.forebay.manifests.finding.Finding;
import java.util.Set;
import java.util.stream.Stream;

/** Volumes come from the cluster, not from the node. One that says no type is an emptyDir. */
final class VolumeTypes {

    private static final Set<String> ALLOWED =
            Set.of(
                    "configMap",
                    "csi",
                    "downwardAPI",
                    "emptyDir",
                    "ephemeral",
                    "image",
                    "persistentVolumeClaim",
                    "projected",
                    "secret");

    private VolumeTypes() {}

    static Stream<Finding> of(Field spec) {
        return spec.get("volumes")
                .items()
                .filter(volume -> volume.members().anyMatch(VolumeTypes::isForbidden))
                .map(volume ->
                        finding(
                                volume,
                                "volume "
                                        + volume.get("name").text()
                                        + " must be one of "
                                        + sorted()));
    }

    private static boolean isForbidden(Field member) {
        return member.isPresent()
                && !member.name().equals("name")
                && !ALLOWED.contains(member.name());
    }

    private static String sorted() {
        return String.join(", ", ALLOWED.stream().sorted().toList());
    }
}
