package io.forebay.manifests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.forebay.manifests.document.Manifests;
import io.forebay.manifests.render.Folder;
import io.forebay.manifests.render.Kustomize;
import io.forebay.manifests.schema.Schemas;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What we ship has nothing wrong with it. */
class ShippedManifestsTest {

    private static final Path SCHEMAS = Path.of("../../../shared/schemas");
    private static final Path MODELS = Path.of("../../models");

    /** Kinds of operators whose definitions are not at hand. */
    private static final Set<String> WITHOUT_SCHEMA =
            Set.of(
                    "apps/v1 DaemonSet",
                    "autoscaling.k8s.io/v1 VerticalPodAutoscaler",
                    "cert-manager.io/v1 Certificate",
                    "kafka.strimzi.io/v1 Kafka",
                    "kafka.strimzi.io/v1 KafkaMirrorMaker2",
                    "kafka.strimzi.io/v1 KafkaNodePool",
                    "kafka.strimzi.io/v1 KafkaTopic",
                    "kafka.strimzi.io/v1 KafkaUser",
                    "opentelemetry.io/v1beta1 OpenTelemetryCollector");

    @BeforeAll
    static void kubectlIsThere() {
        assumeTrue(
                Kustomize.byKubectl().isThere(),
                "SKIPPED: kubectl is not on the PATH, so nothing can be rendered");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dev",
                "production",
                "production-gpu",
                "multi-region",
                "multi-region/eu",
                "multi-region/us"
            })
    void nothingIsWrongWithAnOverlay(String overlay) {
        Manifests manifests = Folder.read(Path.of("../overlays", overlay), Kustomize.byKubectl());

        assertThat(
                        new Verification(
                                        Schemas.none(),
                                        ModelFiles.runTimeouts(MODELS),
                                        ModelFiles.shared(MODELS))
                                .findings(manifests))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "production", "production-gpu", "multi-region/us"})
    void everyFieldIsOneThatItsKindHas(String overlay) {
        assumeTrue(
                Files.isDirectory(SCHEMAS),
                () -> "SKIPPED: no schemas at " + SCHEMAS.toAbsolutePath());
        Manifests manifests = Folder.read(Path.of("../overlays", overlay), Kustomize.byKubectl());
        Verification verification =
                new Verification(
                        Schemas.load(SCHEMAS),
                        ModelFiles.runTimeouts(MODELS),
                        ModelFiles.shared(MODELS));

        assertThat(verification.findings(manifests)).isEmpty();
        assertThat(verification.unchecked(manifests)).isSubsetOf(WITHOUT_SCHEMA);
    }

    @Test
    void theCommandNamesFileAndLine(@org.junit.jupiter.api.io.TempDir Path folder)
            throws Exception {
        assumeTrue(
                Files.isDirectory(SCHEMAS),
                () -> "SKIPPED: no schemas at " + SCHEMAS.toAbsolutePath());
        Files.writeString(
                folder.resolve("kustomization.yaml"), "resources: [one.yaml]\nnamePrefix: my-\n");
        Path file =
                Files.writeString(
                        folder.resolve("one.yaml"),
                        """
                        apiVersion: v1
                        kind: Service
                        metadata: { name: one }
                        spec:
                          prots: [{ port: 80 }]
                        """);
        StringWriter out = new StringWriter();

        int code =
                new CommandLine(new VerifyManifests())
                        .setOut(new PrintWriter(out))
                        .execute(folder.toString(), "--schemas", SCHEMAS.toString());

        assertThat(code).isEqualTo(1);
        assertThat(out.toString())
                .contains(file.toRealPath() + ":5: Service/my-one: spec.prots")
                .contains("1 objects, 1 findings");
    }

    @Test
    void theCommandSaysWhatCannotBeRendered() {
        StringWriter err = new StringWriter();

        int code =
                new CommandLine(new VerifyManifests())
                        .setErr(new PrintWriter(err, true))
                        .execute("../overlays/dev", "--kustomize", "no-such-program build");

        assertThat(code).isEqualTo(2);
        assertThat(err.toString())
                .contains("'no-such-program build' cannot be run")
                .contains("install kubectl");
    }
}
