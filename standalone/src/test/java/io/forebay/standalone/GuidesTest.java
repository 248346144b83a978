package io.forebay.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.forebay.manifests.render.Folder;
import io.forebay.manifests.render.Kustomize;
import io.forebay.schemas.config.ConfigReader;
import io.forebay.schemas.model.ModelManifest;
import io.forebay.worker.WorkerConfig;
import io.forebay.worker.onnx.OnnxConfig.ExecutionProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the guides show is what there is; what they have their reader type is for GuidesIT. */
class GuidesTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path DOCS = ROOT.resolve("docs");

    /** Words up to the end of the command; a line that ends in a backslash goes on. */
    private static final Pattern COMMAND =
            Pattern.compile("\\./forebay((?: [a-z][a-z-]*)+)((?:[^|;&`\n)]|\\\\\n)*)");

    private static final Pattern OPTION = Pattern.compile("(?<= )--[a-z-]+");
    private static final Pattern APPLIED = Pattern.compile("(?:kustomize|-k) (keda/[\\w/-]+)");
    private static final Pattern MANIFEST_FILE = Pattern.compile("-f (keda/[\\w/.-]+)");

    /** Made by the reader, and rendered by GuidesIT. */
    private static final Set<String> THE_READERS_OWN = Set.of("keda/overlays/mine");

    /** The launcher's own, which the reference of the command does not have. */
    private static final Set<String> LAUNCHERS =
            Set.of(
                    "up",
                    "test",
                    "bench",
                    "torture",
                    "soak",
                    "verify-manifests",
                    "kafka-topics",
                    "kafka-users",
                    "redis-users",
                    "dispatcher",
                    "results",
                    "worker",
                    "ingest",
                    "scaler",
                    "help");

    @Test
    void whatIsQuotedIsWhatTheFileSays() throws IOException {
        for (Path page : guides()) {
            for (Guide.Block quote : Guide.of(page).quotes().toList()) {
                assertThat(quote.text())
                        .as("%s quotes %s", page.getFileName(), quote.file())
                        .isEqualTo(Files.readString(page.resolveSibling(quote.file())));
            }
        }
        assertThat(Guide.open("webhooks.md").quotes().map(Guide.Block::file))
                .containsExactly(
                        "webhooks/Receiver.java", "webhooks/receiver.py", "webhooks/receiver.mjs");
    }

    @Test
    void everyPageWithCommandsIsOneThatGuidesItReads() throws IOException {
        assertThat(guides())
                .filteredOn(page -> Guide.of(page).blocks("sh").findAny().isPresent())
                .extracting(page -> page.getFileName().toString())
                .containsExactlyInAnyOrderElementsOf(GuidesIT.PAGES);
    }

    @Test
    void everyCommandAndItsOptionsAreInTheReference() throws IOException {
        String reference = Files.readString(DOCS.resolve("reference/cli.md"));
        String launcher = Files.readString(ROOT.resolve("forebay"));
        Set<String> unknown = new TreeSet<>();
        for (Path page : pages()) {
            COMMAND.matcher(Files.readString(page))
                    .results()
                    .forEach(command -> {
                        List<String> words =
                                Arrays.stream(command.group(1).strip().split(" ")).toList();
                        if (LAUNCHERS.contains(words.getFirst())) {
                            assertThat(launcher).contains(words.getFirst());
                            return;
                        }
                        String section = section(reference, words);
                        OPTION.matcher(command.group(2))
                                .results()
                                .filter(option -> !section.contains(option.group()))
                                .forEach(option ->
                                        unknown.add(
                                                page.getFileName()
                                                        + ": "
                                                        + command.group().strip()));
                        if (section.isEmpty()) {
                            unknown.add(page.getFileName() + ": " + command.group().strip());
                        }
                    });
        }
        assertThat(unknown).isEmpty();
    }

    @Test
    void whatIsAppliedToAClusterCanBeRendered() throws IOException {
        Set<String> targets = new TreeSet<>();
        for (Path page : pages()) {
            String text = Files.readString(page);
            APPLIED.matcher(text).results().forEach(match -> targets.add(match.group(1)));
            MANIFEST_FILE
                    .matcher(text)
                    .results()
                    .forEach(match -> assertThat(ROOT.resolve(match.group(1))).isRegularFile());
        }
        assertThat(targets).containsAll(THE_READERS_OWN).contains("keda/overlays/dev");
        targets.removeAll(THE_READERS_OWN);
        Kustomize kubectl = Kustomize.byKubectl();
        assumeTrue(kubectl.isThere(), "SKIPPED: kubectl is not on the PATH");
        for (String target : targets) {
            assertThat(Folder.read(ROOT.resolve(target), kubectl).all()).as(target).isNotEmpty();
        }
    }

    @Test
    void theConfigurationOfAGpuWorkerIsTaken() {
        String yaml = yaml("gpu.md").getFirst();

        WorkerConfig config =
                ConfigReader.withoutEnvironment().read(yaml, "gpu.md", WorkerConfig.class);

        assertThat(config.onnx().executionProvider()).isEqualTo(ExecutionProvider.CUDA);
    }

    @Test
    void theManifestsOfModelsAreTaken() {
        assertThat(yaml("bring-your-own-model.md"))
                .extracting(yaml -> ModelManifest.parse(yaml, "bring-your-own-model.md").name())
                .containsExactly("iris", "patches", "sentences");
    }

    private static List<String> yaml(String page) {
        return Guide.open(page).blocks("yaml").map(Guide.Block::text).toList();
    }

    /** What the reference says of a command; empty when it has none of as many words. */
    private static String section(String reference, List<String> words) {
        for (int length = words.size(); length > 0; length--) {
            String head = "\n## forebay " + String.join(" ", words.subList(0, length)) + "\n";
            int begin = reference.indexOf(head);
            if (begin >= 0) {
                int end = reference.indexOf("\n## ", begin + head.length());
                return reference.substring(begin, end < 0 ? reference.length() : end);
            }
        }
        return "";
    }

    private static List<Path> guides() throws IOException {
        return list(Guide.DIRECTORY);
    }

    private static List<Path> pages() throws IOException {
        return Stream.of("guides", "operations", "reference")
                .flatMap(folder -> list(DOCS.resolve(folder)).stream())
                .toList();
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".md")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
