package io.forebay.manifests.lint;

import io.forebay.manifests.document.Manifest;
import io.forebay.manifests.document.Manifests;
import io.forebay.manifests.finding.Check;
import io.forebay.manifests.finding.Finding;
import java.util.List;
import java.util.stream.Stream;

/** API versions that a cluster of today does not serve any more (Kubernetes' deprecation guide). */
public final class VersionCheck implements Check {

    private static final String RULE = "no-removed-api";
    private static final String ANY = "*";

    private static final List<Removed> REMOVED =
            List.of(
                    new Removed("extensions/v1beta1", "Ingress", "networking.k8s.io/v1", "1.22"),
                    new Removed(
                            "extensions/v1beta1", "NetworkPolicy", "networking.k8s.io/v1", "1.16"),
                    new Removed("extensions/v1beta1", ANY, "apps/v1", "1.16"),
                    new Removed("apps/v1beta1", ANY, "apps/v1", "1.16"),
                    new Removed("apps/v1beta2", ANY, "apps/v1", "1.16"),
                    new Removed(
                            "networking.k8s.io/v1beta1", "Ingress", "networking.k8s.io/v1", "1.22"),
                    new Removed(
                            "networking.k8s.io/v1beta1",
                            "IngressClass",
                            "networking.k8s.io/v1",
                            "1.22"),
                    new Removed(
                            "rbac.authorization.k8s.io/v1beta1",
                            ANY,
                            "rbac.authorization.k8s.io/v1",
                            "1.22"),
                    new Removed(
                            "rbac.authorization.k8s.io/v1alpha1",
                            ANY,
                            "rbac.authorization.k8s.io/v1",
                            "1.22"),
                    new Removed(
                            "apiextensions.k8s.io/v1beta1", ANY, "apiextensions.k8s.io/v1", "1.22"),
                    new Removed(
                            "apiregistration.k8s.io/v1beta1",
                            ANY,
                            "apiregistration.k8s.io/v1",
                            "1.22"),
                    new Removed(
                            "admissionregistration.k8s.io/v1beta1",
                            "ValidatingWebhookConfiguration",
                            "admissionregistration.k8s.io/v1",
                            "1.22"),
                    new Removed(
                            "admissionregistration.k8s.io/v1beta1",
                            "MutatingWebhookConfiguration",
                            "admissionregistration.k8s.io/v1",
                            "1.22"),
                    new Removed(
                            "certificates.k8s.io/v1beta1", ANY, "certificates.k8s.io/v1", "1.22"),
                    new Removed(
                            "coordination.k8s.io/v1beta1",
                            "Lease",
                            "coordination.k8s.io/v1",
                            "1.22"),
                    new Removed("scheduling.k8s.io/v1beta1", ANY, "scheduling.k8s.io/v1", "1.22"),
                    new Removed(
                            "storage.k8s.io/v1beta1", "StorageClass", "storage.k8s.io/v1", "1.22"),
                    new Removed("storage.k8s.io/v1beta1", "CSIDriver", "storage.k8s.io/v1", "1.22"),
                    new Removed("storage.k8s.io/v1beta1", "CSINode", "storage.k8s.io/v1", "1.22"),
                    new Removed(
                            "storage.k8s.io/v1beta1",
                            "VolumeAttachment",
                            "storage.k8s.io/v1",
                            "1.22"),
                    new Removed(
                            "storage.k8s.io/v1beta1",
                            "CSIStorageCapacity",
                            "storage.k8s.io/v1",
                            "1.27"),
                    new Removed("batch/v1beta1", ANY, "batch/v1", "1.25"),
                    new Removed("policy/v1beta1", "PodDisruptionBudget", "policy/v1", "1.25"),
                    new Removed(
                            "policy/v1beta1",
                            "PodSecurityPolicy",
                            "labels of Pod Security on the namespace",
                            "1.25"),
                    new Removed("discovery.k8s.io/v1beta1", ANY, "discovery.k8s.io/v1", "1.25"),
                    new Removed("events.k8s.io/v1beta1", ANY, "events.k8s.io/v1", "1.25"),
                    new Removed("node.k8s.io/v1beta1", ANY, "node.k8s.io/v1", "1.25"),
                    new Removed("autoscaling/v2beta1", ANY, "autoscaling/v2", "1.25"),
                    new Removed("autoscaling/v2beta2", ANY, "autoscaling/v2", "1.26"),
                    new Removed(
                            "flowcontrol.apiserver.k8s.io/v1beta1",
                            ANY,
                            "flowcontrol.apiserver.k8s.io/v1",
                            "1.26"),
                    new Removed(
                            "flowcontrol.apiserver.k8s.io/v1beta2",
                            ANY,
                            "flowcontrol.apiserver.k8s.io/v1",
                            "1.29"),
                    new Removed(
                            "flowcontrol.apiserver.k8s.io/v1beta3",
                            ANY,
                            "flowcontrol.apiserver.k8s.io/v1",
                            "1.32"),
                    // Version 1 of KEDA.
                    new Removed("keda.k8s.io/v1alpha1", ANY, "keda.sh/v1alpha1", "KEDA 2.0"));

    /**
     * @param instead what to say
     * @param since the version that no longer serves it
     */
    private record Removed(String version, String kind, String instead, String since) {

        boolean is(Manifest manifest) {
            return manifest.apiVersion().equals(version)
                    && (kind.equals(ANY) || manifest.kind().equals(kind));
        }
    }

    @Override
    public List<Finding> check(Manifests manifests) {
        return manifests.all().stream().flatMap(VersionCheck::findings).toList();
    }

    private static Stream<Finding> findings(Manifest manifest) {
        return REMOVED.stream()
                .filter(one -> one.is(manifest))
                .limit(1)
                .map(one ->
                        Finding.at(
                                manifest.at("apiVersion"),
                                RULE,
                                "%s of %s is gone since %s: say %s"
                                        .formatted(
                                                manifest.kind(),
                                                one.version(),
                                                one.since(),
                                                one.instead())));
    }
}
