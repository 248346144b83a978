package io.forebay.manifests.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.manifests.document.Field;
import io.forebay.manifests.document.Manifest;
import io.forebay.manifests.document.YamlDocuments;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The alerts, by Prometheus' own program. */
class AlertRulesTest {

    private static final Path RULES = Path.of("../components/prometheus-operator/rules.yaml");
    private static final Path CASES = Path.of("../alerts");

    @TempDir private Path folder;

    @Test
    void theRulesAreRules() throws Exception {
        assumePromtool();

        assertThat(promtool("check", "rules", ruleFile().toString())).contains("SUCCESS");
    }

    @Test
    void everyAlertFiresWhenItShouldAndKeepsQuietWhenItShould() throws Exception {
        assumePromtool();
        ruleFile();
        List<String> command = new ArrayList<>(List.of("test", "rules"));
        for (Path cases : caseFiles()) {
            command.add(Files.copy(cases, folder.resolve(cases.getFileName())).toString());
        }

        assertThat(promtool(command.toArray(String[]::new)))
                .doesNotContain("FAILED")
                .contains("SUCCESS");
    }

    @Test
    void everyAlertHasACaseOfEitherKind() throws IOException {
        StringBuilder cases = new StringBuilder();
        for (Path file : caseFiles()) {
            cases.append(Files.readString(file));
        }

        assertThat(alerts())
                .hasSizeGreaterThan(10)
                .allSatisfy(alert ->
                        assertThat(cases)
                                .contains("name: %s fires".formatted(alert.get("alert").text()))
                                .contains(
                                        "name: %s keeps quiet"
                                                .formatted(alert.get("alert").text())));
    }

    @Test
    void everyAlertSaysWhatToDo() throws IOException {
        assertThat(alerts())
                .allSatisfy(alert -> {
                    assertThat(alert.get("annotations").get("summary").text()).isNotBlank();
                    assertThat(alert.get("annotations").get("action").text())
                            .hasSizeGreaterThan(60);
                    assertThat(alert.get("labels").get("severity").text()).isIn("page", "ticket");
                });
    }

    private static void assumePromtool() {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(":"))
                        .anyMatch(one -> Files.isExecutable(Path.of(one, "promtool"))),
                "SKIPPED: promtool is not on the PATH (Debian: apt-get install prometheus)");
    }

    private static Manifest resource() throws IOException {
        return YamlDocuments.read(Files.readString(RULES), RULES.toString()).getFirst();
    }

    private static List<Field> alerts() throws IOException {
        return resource()
                .at("spec", "groups")
                .items()
                .flatMap(group -> group.get("rules").items())
                .toList();
    }

    private static List<Path> caseFiles() throws IOException {
        try (Stream<Path> files = Files.list(CASES)) {
            return files.filter(file -> file.toString().endsWith(".test.yaml")).sorted().toList();
        }
    }

    /** Without the actions, which cases need not repeat. */
    private Path ruleFile() throws IOException {
        Manifest resource = resource();
        resource.at("spec", "groups")
                .items()
                .flatMap(group -> group.get("rules").items())
                .forEach(rule -> ((ObjectNode) rule.get("annotations").node()).remove("action"));
        return Files.writeString(
                folder.resolve("forebay.rules.yaml"), resource.at("spec").node().toString());
    }

    private static String promtool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("promtool"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }
}
