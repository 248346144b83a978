package io.forebay.release;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the release says of itself is so. */
class ContentsIT {

    private static final Path PINNED = Path.of("src", "third-party.sha256");

    @Test
    void everyJarIsInTheSbomWithItsVersionItsDigestAndItsLicence() throws IOException {
        Map<String, JsonNode> components = components();
        for (Path jar : jars()) {
            JsonNode component = components.get(Checksums.sha256(jar));
            assertThat(component)
                    .as("%s in the SBOM, by its SHA-256", jar.getFileName())
                    .isNotNull();
            assertThat(jar.getFileName().toString())
                    .startsWith(
                            component.path("name").asText()
                                    + "-"
                                    + component.path("version").asText())
                    .endsWith(".jar");
            assertThat(component.path("purl").asText()).startsWith("pkg:maven/");
            assertThat(component.path("licenses"))
                    .as("licences of %s", jar.getFileName())
                    .isNotEmpty();
        }
    }

    @Test
    void theSbomNamesNothingThatIsNotThere() throws IOException {
        Set<String> there = new HashSet<>();
        for (Path jar : jars()) {
            there.add(Checksums.sha256(jar));
        }
        assertThat(components().keySet()).isSubsetOf(there).hasSameSizeAs(there);
    }

    @Test
    void theSumsAreThoseOfEveryFile() throws IOException {
        Path folder = Release.folder();
        String sums = Files.readString(folder.resolve(Checksums.FILE));
        try (var files = Files.walk(folder)) {
            assertThat(
                            files.filter(Files::isRegularFile)
                                    .map(file -> folder.relativize(file).toString())
                                    .filter(name -> !name.equals(Checksums.FILE)))
                    .containsExactlyInAnyOrderElementsOf(
                            sums.lines().map(line -> line.substring(66)).toList())
                    .contains(
                            "bin/forebay",
                            "LICENSE",
                            "THIRD-PARTY.txt",
                            "models/notes/1/model.onnx",
                            "systemd/forebay-ingest.service");
        }
        Program.run(folder, "sha256sum", "-c", "--quiet", Checksums.FILE).succeeded();
    }

    @Test
    void theNoticesNameEveryThirdParty() throws IOException {
        String notices = Files.readString(Release.folder().resolve("THIRD-PARTY.txt"));
        assertThat(thirdParties(components()))
                .allSatisfy(one ->
                        assertThat(notices)
                                .contains(
                                        "%s:%s:%s"
                                                .formatted(
                                                        one.path("group").asText(),
                                                        one.path("name").asText(),
                                                        one.path("version").asText())));
    }

    /**
     * A library that changed under its version, or came without anybody's review, is seen here. To
     * write the file anew after an upgrade, run with {@code -Dreference.write=true}.
     */
    @Test
    void everyThirdPartyIsTheOneThatWasReviewed() throws IOException {
        List<String> lines = new ArrayList<>();
        for (JsonNode one : thirdParties(components())) {
            lines.add(
                    "%s  %s:%s:%s"
                            .formatted(
                                    sha256(one),
                                    one.path("group").asText(),
                                    one.path("name").asText(),
                                    one.path("version").asText()));
        }
        String found =
                lines.stream()
                        .sorted((a, b) -> a.substring(66).compareTo(b.substring(66)))
                        .collect(Collectors.joining("\n", "", "\n"));
        if (Boolean.getBoolean("reference.write")) {
            Files.writeString(PINNED, found);
        }
        assertThat(found).isEqualTo(Files.readString(PINNED));
    }

    /** So that two builds give one archive, whoever builds, when and where. */
    @Test
    void theArchiveIsSortedOfNobodyAndOfOneTime() {
        String[] lines =
                Program.run(
                                Release.DIRECTORY,
                                Map.of("TZ", "UTC"),
                                List.of(
                                        "tar",
                                        "--full-time",
                                        "-tvzf",
                                        Release.archive().toString()))
                        .succeeded()
                        .output()
                        .split("\n");
        assertThat(lines).hasSizeGreaterThan(200);
        assertThat(lines)
                .allSatisfy(line ->
                        assertThat(line)
                                .containsPattern(
                                        "^(drwxr-xr-x|-rw-r--r--|-rwxr-xr-x) root/root +\\d+ 2026-01-01 00:00:00 "));
        assertThat(lines)
                .filteredOn(line -> line.startsWith("-rwx"))
                .singleElement()
                .asString()
                .endsWith("/bin/forebay");
    }

    private static List<JsonNode> thirdParties(Map<String, JsonNode> components) {
        return components.values().stream()
                .filter(one -> !one.path("group").asText().equals("io.forebay"))
                .toList();
    }

    private static List<Path> jars() {
        List<Path> jars = Release.list(Release.folder().resolve("lib"), ".jar");
        assertThat(jars).hasSizeGreaterThan(100);
        return jars;
    }

    /** By their SHA-256. */
    private static Map<String, JsonNode> components() throws IOException {
        JsonNode sbom = new ObjectMapper().readTree(Release.sbom().toFile());
        assertThat(sbom.path("bomFormat").asText()).isEqualTo("CycloneDX");
        Map<String, JsonNode> components = new HashMap<>();
        sbom.path("components").forEach(one -> components.put(sha256(one), one));
        return components;
    }

    private static String sha256(JsonNode component) {
        for (JsonNode hash : component.path("hashes")) {
            if (hash.path("alg").asText().equals("SHA-256")) {
                return hash.path("content").asText();
            }
        }
        return "none of " + component.path("purl").asText();
    }
}
