package io.forebay.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A client that openapi-generator makes of the served contract compiles and does the quickstart.
 */
@ExtendWith(RunningForebay.class)
class GeneratedClientIT {

    private static final String GENERATOR = "org.openapitools:openapi-generator-cli:7.25.0";
    private static final String ANNOTATIONS = "jakarta.annotation:jakarta.annotation-api:2.1.1";
    private static final Path TOOLS = Path.of("target", "tools").toAbsolutePath();

    @Test
    void aGeneratedClientCompilesAndDoesTheQuickstart(
            Standalone standalone, Api api, @TempDir Path directory) throws IOException {
        Path generator = artifact(GENERATOR);
        // The generator's own jar also has what its clients need of Jackson.
        String libraries = generator + File.pathSeparator + artifact(ANNOTATIONS);
        Files.write(directory.resolve("openapi.json"), api.get("/openapi.json").raw().body());

        java(
                directory,
                "-jar",
                generator.toString(),
                "generate",
                "--generator-name=java",
                "--library=native",
                "--input-spec=openapi.json",
                "--output=client",
                // Every object of Java has a wait().
                "--parameter-name-mappings=wait=patience",
                "--additional-properties=openApiNullable=false,useJakartaEe=true,"
                        + "useSingleRequestParameter=true,"
                        + "hideGenerationTimestamp=true,"
                        + "invokerPackage=io.forebay.generated,"
                        + "apiPackage=io.forebay.generated.api,"
                        + "modelPackage=io.forebay.generated.model");
        compile(directory, libraries);
        String said =
                java(
                        directory,
                        "-cp",
                        "classes" + File.pathSeparator + libraries,
                        "GeneratedQuickstart",
                        standalone.uri().toString(),
                        standalone.apiKey());

        assertThat(said.lines()).containsExactly("succeeded [3] true", "404 true", "2 7");
    }

    private static void compile(Path directory, String libraries) throws IOException {
        Path quickstart = directory.resolve("GeneratedQuickstart.java");
        try (InputStream source =
                GeneratedClientIT.class.getResourceAsStream("/GeneratedQuickstart.java")) {
            Files.copy(java.util.Objects.requireNonNull(source), quickstart);
        }
        List<String> command =
                new ArrayList<>(
                        List.of(
                                tool("javac"),
                                "-nowarn",
                                "-proc:none",
                                "-d",
                                "classes",
                                "-cp",
                                libraries));
        command.add(quickstart.toString());
        try (Stream<Path> sources = Files.walk(directory.resolve("client/src/main/java"))) {
            sources.map(Path::toString)
                    .filter(name -> name.endsWith(".java"))
                    .forEach(command::add);
        }
        Tools.Ran compiled = Tools.run(directory, 120, command);
        assertThat(compiled.succeeded()).as(compiled.output()).isTrue();
    }

    private static String java(Path directory, String... arguments) {
        List<String> command = new ArrayList<>(List.of(tool("java"), "-Xmx512m"));
        command.addAll(List.of(arguments));
        Tools.Ran ran = Tools.run(directory, 180, command);
        assertThat(ran.succeeded()).as(ran.output()).isTrue();
        return ran.output();
    }

    private static String tool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    /** From Maven's local repository, or from Central where that can be reached. */
    private static Path artifact(String coordinates) {
        String[] parts = coordinates.split(":");
        Path jar = TOOLS.resolve(parts[1] + "-" + parts[2] + ".jar");
        if (!Files.exists(jar)) {
            var maven = Tools.onPath("mvn");
            assumeThat(maven).as("no mvn on the PATH to get " + coordinates + " with").isPresent();
            Tools.Ran copied =
                    Tools.run(
                            Path.of("..").toAbsolutePath().normalize(),
                            180,
                            List.of(
                                    maven.orElseThrow().toString(),
                                    "-B",
                                    "-q",
                                    "-N",
                                    "org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy",
                                    "-Dartifact=" + coordinates,
                                    "-DoutputDirectory=" + TOOLS));
            assumeThat(copied.succeeded())
                    .as(coordinates + " cannot be had: " + copied.output())
                    .isTrue();
        }
        return jar;
    }
}
