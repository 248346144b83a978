package io.forebay.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the docs point at is there. */
class DocsTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path DOCS = ROOT.resolve("docs");
    private static final Path RULES =
            ROOT.resolve("keda/components/prometheus-operator/rules.yaml");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+?)(#[\\w-]+)?\\)");
    private static final Pattern ALERT = Pattern.compile("(?m)^ +- alert: (\\w+)$");
    private static final Pattern SECTION = Pattern.compile("(?m)^## (Forebay\\w+)$");
    private static final Pattern COMMAND = Pattern.compile("\\./forebay ([a-z-]+)");
    private static final Pattern KIND = Pattern.compile("(?m)^`(page|ticket)`\\.");

    @Test
    void everyLinkLeadsToAFile() throws IOException {
        Set<String> dead = new TreeSet<>();
        for (Path page : pages()) {
            Matcher links = LINK.matcher(Files.readString(page));
            while (links.find()) {
                String target = links.group(1);
                if (!target.matches("[a-z]+:.*")
                        && !Files.exists(page.resolveSibling(target).normalize())) {
                    dead.add(ROOT.relativize(page) + " -> " + target);
                }
            }
        }
        assertThat(dead).isEmpty();
    }

    @Test
    void everyAlertHasItsSectionOfTheRunbook() throws IOException {
        String runbook = Files.readString(DOCS.resolve("operations/runbook.md"));
        List<String> alerts = all(ALERT, Files.readString(RULES));

        assertThat(alerts).hasSizeGreaterThan(10);
        assertThat(all(SECTION, runbook)).containsExactlyInAnyOrderElementsOf(alerts);
        assertThat(all(KIND, runbook)).hasSameSizeAs(alerts);
    }

    @Test
    void everyCommandOfTheDocsIsOneOfTheLauncher() throws IOException {
        String launcher = Files.readString(ROOT.resolve("forebay"));
        for (String page :
                List.of("quickstart.md", "concepts.md", "comparison.md", "operations/runbook.md")) {
            assertThat(all(COMMAND, Files.readString(DOCS.resolve(page))))
                    .as(page)
                    .allSatisfy(one ->
                            assertThat(launcher)
                                    .containsPattern("(?m)^([a-z-]+ \\| )*" + one + "( \\||\\))"));
        }
    }

    private static List<String> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1)).toList();
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.walk(DOCS)) {
            return Stream.concat(
                            Stream.of(ROOT.resolve("README.md")),
                            files.filter(file -> file.toString().endsWith(".md")))
                    .collect(Collectors.toList());
        }
    }
}
