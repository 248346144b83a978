package io.forebay.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.forebay.dispatcher.DispatcherConfig;
import io.forebay.ingest.IngestConfig;
import io.forebay.manifests.document.Field;
import io.forebay.manifests.document.Manifest;
import io.forebay.manifests.document.Manifests;
import io.forebay.manifests.pod.Pods;
import io.forebay.manifests.render.Folder;
import io.forebay.manifests.render.Kustomize;
import io.forebay.results.ResultStoreConfig;
import io.forebay.schemas.config.ConfigReader;
import io.forebay.worker.WorkerConfig;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every service takes the file and the environment that its pod gets. */
class ShippedConfigurationTest {

    private static final Map<String, Class<?>> CONFIGS =
            Map.of(
                    "forebay-ingest", IngestConfig.class,
                    "forebay-dispatcher", DispatcherConfig.class,
                    "forebay-results", ResultStoreConfig.class,
                    "forebay-worker-notes", WorkerConfig.class,
                    "forebay-worker-digits", WorkerConfig.class);

    /** What Secrets hold, by the names of their keys. */
    private static final Map<String, String> SECRETS =
            Map.of(
                    "keys",
                    "[{ tenant: a, digest: " + "ab".repeat(32) + ", scopes: [submit] }]",
                    "properties",
                    "{ security.protocol: SSL }");

    @BeforeAll
    static void kubectlIsThere() {
        assumeTrue(Kustomize.byKubectl().isThere(), "SKIPPED: kubectl is not on the PATH");
    }

    @ParameterizedTest
    @CsvSource({"dev", "production", "production-gpu", "multi-region/us"})
    void isTaken(String overlay) {
        Manifests manifests =
                Folder.read(Path.of("../keda/overlays", overlay), Kustomize.byKubectl());

        CONFIGS.forEach((name, type) -> {
            Manifest workload =
                    manifests.all().stream()
                            .filter(one -> one.name().equals(name) && Pods.specOf(one).isPresent())
                            .findFirst()
                            .orElseThrow(() -> new AssertionError(overlay + " has no " + name));
            Field container =
                    Pods.specOf(workload)
                            .orElseThrow()
                            .get("containers")
                            .items()
                            .findFirst()
                            .orElseThrow();
            String file = container.get("args").items().findFirst().orElseThrow().text();
            String yaml = mounted(workload, manifests, file.substring(file.lastIndexOf('/') + 1));
            assertThat(yaml).isNotEmpty();
            assertThatCode(() ->
                            new ConfigReader(environment(container, manifests))
                                    .read(yaml, file, type))
                    .as("%s of %s", name, overlay)
                    .doesNotThrowAnyException();
        });
    }

    private static String mounted(Manifest workload, Manifests manifests, String key) {
        return Pods.specOf(workload)
                .orElseThrow()
                .get("volumes")
                .items()
                .flatMap(one ->
                        manifests
                                .find("ConfigMap", one.get("configMap").get("name").text())
                                .stream())
                .map(one -> one.at("data", key).text())
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static Map<String, String> environment(Field container, Manifests manifests) {
        Map<String, String> environment = new HashMap<>();
        container
                .get("envFrom")
                .items()
                .flatMap(one ->
                        manifests
                                .find("ConfigMap", one.get("configMapRef").get("name").text())
                                .stream())
                .flatMap(one -> one.at("data").members())
                .forEach(one -> environment.put(one.name(), one.text()));
        container
                .get("env")
                .items()
                .forEach(one -> environment.put(one.get("name").text(), value(one, manifests)));
        return environment;
    }

    private static String value(Field variable, Manifests manifests) {
        Field map = variable.get("valueFrom").get("configMapKeyRef");
        Field secret = variable.get("valueFrom").get("secretKeyRef");
        return manifests
                .find("ConfigMap", map.get("name").text())
                .map(one -> one.at("data", map.get("key").text()).text())
                .orElseGet(() ->
                        secret.isPresent()
                                ? SECRETS.getOrDefault(
                                        secret.get("key").text(), "a secret of some length")
                                : variable.get("value").text());
    }
}
