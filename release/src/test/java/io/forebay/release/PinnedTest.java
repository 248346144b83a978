package io.forebay.release;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Packages of npm and PyPI are named with their exact version; Maven's are held by the enforcer.
 */
class PinnedTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern SHELL = Pattern.compile("(?m)^```sh\n(.*?)^```$", Pattern.DOTALL);
    private static final Pattern INSTALL = Pattern.compile("(?m)^\\S*(pip|npm) install ([^\\n]*)$");
    private static final String EXACT = "\\d+(\\.\\d+)+";

    @Test
    void everyPackageOfNodeIsExact() throws IOException {
        List<Path> files = files("/package.json", "client/examples", "load-tests/peers");
        assertThat(files).hasSize(2);
        for (Path file : files) {
            JsonNode dependencies = new ObjectMapper().readTree(file.toFile()).path("dependencies");
            assertThat(dependencies).as("%s", file).isNotEmpty();
            dependencies
                    .properties()
                    .forEach(one ->
                            assertThat(one.getValue().asText())
                                    .as("%s in %s", one.getKey(), file)
                                    .matches(EXACT));
        }
    }

    @Test
    void everyRequirementOfPythonIsExact() throws IOException {
        List<Path> files = files(".txt", "models");
        List<Path> requirements =
                files.stream()
                        .filter(file -> file.getFileName().toString().startsWith("requirements"))
                        .toList();
        assertThat(requirements).hasSize(2);
        for (Path file : requirements) {
            assertThat(Files.readAllLines(file))
                    .as("%s", file)
                    .filteredOn(line -> !line.startsWith("#") && !line.startsWith("-r "))
                    .isNotEmpty()
                    .allMatch(line -> line.matches("[\\w-]+==" + EXACT));
        }
    }

    @Test
    void everyPackageThatAGuideInstallsInATestIsExact() throws IOException {
        List<String> packages =
                files(".md", "docs/guides").stream()
                        .flatMap(page -> SHELL.matcher(text(page)).results())
                        .flatMap(block -> INSTALL.matcher(block.group(1)).results())
                        .flatMap(install -> Stream.of(install.group(2).split(" ")))
                        .filter(word -> !word.startsWith("-") && !word.startsWith("/"))
                        .toList();

        assertThat(packages)
                .hasSizeGreaterThanOrEqualTo(4)
                .allMatch(one -> one.matches("[\\w-]+(==|@)" + EXACT));
    }

    private static List<Path> files(String ending, String... folders) throws IOException {
        List<Path> found = new ArrayList<>();
        for (String folder : folders) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
                files.filter(file -> file.toString().endsWith(ending))
                        .filter(file -> !file.toString().contains("node_modules"))
                        .forEach(found::add);
            }
        }
        return found;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
