package io.forebay.release;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody does who has the archive and a Java, and nothing of this project. */
class ReleaseIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir Path stranger;

    @Test
    void startsFindsWhatIsInAPictureStopsAndStartsFaster() throws Exception {
        Path folder = Release.folder();
        Map<String, String> environment = environment();

        long first = millisUntilUp(folder, environment, "1");
        environment.put("FOREBAY_JAVA_OPTIONS", "-XX:AOTMode=on"); // ends where the cache is no use
        long second = millisUntilUp(folder, environment, "2");

        assertThat(second).as("ms of the second start, of the first %s", first).isLessThan(first);
        assertThat(log("1")).contains("preparing a fast start");
        assertThat(log("2")).doesNotContain("preparing a fast start");
        Path caches = Release.list(stranger.resolve(".cache/forebay"), "").getFirst();
        assertThat(caches.resolve("up.aot")).isNotEmptyFile();
        assertThat(caches.resolve("client.aot")).isNotEmptyFile();
        assertThat(
                        Program.run(folder, "sha256sum", "-c", "--quiet", Checksums.FILE)
                                .succeeded()
                                .output())
                .as("nothing was written into the release")
                .isEmpty();
    }

    @Test
    void theCommandMayBeLinkedFromAFolderOfThePath() throws Exception {
        Path link =
                Files.createSymbolicLink(
                        stranger.resolve("forebay"), Release.folder().resolve("bin/forebay"));

        String help =
                Program.run(stranger, environment(), List.of(link.toString(), "help"))
                        .succeeded()
                        .output();
        String version =
                Program.run(stranger, environment(), List.of(link.toString(), "submit", "--help"))
                        .succeeded()
                        .output();

        for (LauncherCommand one : LauncherCommand.values()) {
            assertThat(help).containsPattern("(?m)^  " + one.name() + " ");
        }
        assertThat(version).startsWith("Usage: forebay submit");
    }

    @Test
    void whatNeedsTheSourcesSaysSo() {
        Program.Ran ran =
                Program.run(Release.folder(), environment(), List.of("bin/forebay", "bench"));

        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.output()).contains("'bench' needs the sources");
        assertThat(
                        Program.run(Release.folder(), environment(), List.of("bin/forebay", "help"))
                                .output())
                .doesNotContain("bench");
    }

    @Test
    void withoutAFolderForItsCachesTheClientRunsAllTheSame() {
        Map<String, String> environment = environment();
        environment.put("FOREBAY_CACHE", "/proc/nowhere");

        assertThat(
                        Program.run(
                                        Release.folder(),
                                        environment,
                                        List.of("bin/forebay", "get", "--help"))
                                .succeeded()
                                .output())
                .startsWith("Usage: forebay get");
    }

    /** Starts it, has a picture looked at, and stops it by SIGTERM. */
    private long millisUntilUp(Path folder, Map<String, String> environment, String number)
            throws Exception {
        Path log = stranger.resolve("up-" + number + ".log");
        ProcessBuilder builder =
                new ProcessBuilder("bin/forebay", "up")
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        long begin = System.nanoTime();
        Process up = builder.start();
        try {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> log(number).contains("Forebay is up.") || !up.isAlive());
            assertThat(up.isAlive()).as(log(number)).isTrue();
            long millis = Duration.ofNanos(System.nanoTime() - begin).toMillis();
            assertThat(labels(folder, environment)).containsExactlyInAnyOrder("4", "1", "5", "2");
            up.destroy();
            assertThat(up.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(log(number)).contains("nothing accepted is lost").doesNotContain(apiKey());
            return millis;
        } finally {
            up.destroyForcibly();
        }
    }

    private static List<String> labels(Path folder, Map<String, String> environment)
            throws IOException {
        Program.Ran ran =
                Program.run(
                        folder,
                        environment,
                        List.of(
                                "bin/forebay",
                                "submit",
                                "notes",
                                "models/samples/coffee-break.jpg",
                                "--wait",
                                "--json"));
        JsonNode job = new ObjectMapper().readTree(ran.succeeded().output());
        assertThat(job.path("state").asText()).isEqualTo("succeeded");
        assertThat(job.path("detections"))
                .allSatisfy(one -> assertThat(one.at("/box/x2").asDouble()).isPositive());
        return job.path("detections").findValuesAsText("label");
    }

    private String log(String number) throws IOException {
        Path log = stranger.resolve("up-" + number + ".log");
        return Files.exists(log) ? Files.readString(log) : "";
    }

    private String apiKey() throws IOException {
        return Files.readString(stranger.resolve(".forebay/api-key")).strip();
    }

    /** A home of their own, a port that is free, and a rehearsal that is short. */
    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("HOME", stranger.toString());
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("FOREBAY_HOME", ""); // as if not set: below HOME
        environment.put("FOREBAY_PORT", Integer.toString(freePort()));
        environment.put("FOREBAY_REHEARSAL", "1");
        return environment;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
