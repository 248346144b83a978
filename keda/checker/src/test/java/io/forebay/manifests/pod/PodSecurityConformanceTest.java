package io.forebay.manifests.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.manifests.finding.Finding;
import io.forebay.manifests.render.Folder;
import io.forebay.manifests.render.Kustomize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Kubernetes' own cases of pods that "restricted" admits and refuses. */
class PodSecurityConformanceTest {

    private static final Path CASES =
            Path.of("../../../shared/conformance/k8s/psa-restricted-v1.37");

    static Stream<Path> admitted() throws IOException {
        return cases("pass");
    }

    static Stream<Path> refused() throws IOException {
        return cases("fail");
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource
    void admitted(Path pod) {
        assertThat(findings(pod)).isEmpty();
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource
    void refused(Path pod) {
        assertThat(findings(pod)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pass", "fail"})
    void casesAreThere(String kind) throws IOException {
        assumeTrueOrSay();
        assertThat(cases(kind)).hasSizeGreaterThan(20);
    }

    private static void assumeTrueOrSay() {
        org.junit.jupiter.api.Assumptions.assumeTrue(
                Files.isDirectory(CASES),
                () -> "SKIPPED: no conformance cases at " + CASES.toAbsolutePath());
    }

    private static List<Finding> findings(Path pod) {
        return new PodSecurityCheck().check(Folder.read(pod, Kustomize.byKubectl()));
    }

    private static Stream<Path> cases(String kind) throws IOException {
        if (!Files.isDirectory(CASES)) {
            return Stream.of();
        }
        try (Stream<Path> files = Files.list(CASES.resolve(kind))) {
            return files.sorted().toList().stream();
        }
    }
}
