package io.forebay.standalone;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A load balancer with a configuration that we ship, in front of two nodes. */
final class Balancer implements AutoCloseable {

    private static final Path CONFIGURATIONS = Path.of("..", "keda", "load-balancing");

    private final Process process;
    private final int port;
    private final int statistics;

    private Balancer(Process process, int port, int statistics) {
        this.process = process;
        this.port = port;
        this.statistics = statistics;
    }

    static Balancer haproxy(String configuration, Path directory, List<Integer> nodes)
            throws IOException {
        String program = program("haproxy");
        int port = FreePorts.any();
        int statistics = FreePorts.any();
        Path file = write(configuration, directory, nodes, port, statistics);
        return new Balancer(
                start(directory, program, "-db", "-f", file.toString()), port, statistics);
    }

    static Balancer nginx(String configuration, Path directory, List<Integer> nodes)
            throws IOException {
        String program = program("nginx");
        int port = FreePorts.any();
        Path file = write(configuration, directory, nodes, port, port);
        Path prefix = Files.createDirectories(directory.resolve("nginx"));
        boolean root = "root".equals(System.getProperty("user.name"));
        String globals = (root ? "user root; " : "") + "daemon off;";
        return new Balancer(
                start(
                        directory,
                        program,
                        "-p",
                        prefix.toAbsolutePath().toString(),
                        "-c",
                        file.toAbsolutePath().toString(),
                        "-g",
                        globals),
                port,
                port);
    }

    int port() {
        return port;
    }

    boolean isRunning() {
        return process.isAlive();
    }

    /** What HAProxy says of a node: UP, DOWN, ... */
    String status(String node) throws IOException, InterruptedException {
        String csv =
                HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(
                                                URI.create(
                                                        "http://127.0.0.1:%d/stats;csv"
                                                                .formatted(statistics)))
                                        .build(),
                                BodyHandlers.ofString())
                        .body();
        // pxname, svname, ..., status is the 18th column.
        return csv.lines()
                .map(line -> line.split(","))
                .filter(cells ->
                        cells.length > 17 && cells[0].equals("ingest") && cells[1].equals(node))
                .map(cells -> cells[17])
                .findFirst()
                .orElse("unknown");
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The shipped file, on loopback and with these nodes. */
    private static Path write(
            String configuration, Path directory, List<Integer> nodes, int port, int statistics)
            throws IOException {
        String text =
                Files.readString(CONFIGURATIONS.resolve(configuration))
                        .replace("ingest-1.example.internal:8080", "127.0.0.1:" + nodes.getFirst())
                        .replace("ingest-2.example.internal:8080", "127.0.0.1:" + nodes.getLast())
                        .replace("bind :8443", "bind 127.0.0.1:" + port)
                        .replace("bind :8404", "bind 127.0.0.1:" + statistics)
                        .replace("listen 8443", "listen 127.0.0.1:" + port);
        return Files.writeString(directory.resolve(configuration), text);
    }

    private static Process start(Path directory, String... command) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("balancer.log").toFile())
                .start();
    }

    private static String program(String name) {
        Optional<Path> found =
                Stream.concat(Stream.of(System.getenv("PATH").split(":")), Stream.of("/usr/sbin"))
                        .map(folder -> Path.of(folder, name))
                        .filter(Files::isExecutable)
                        .findFirst();
        assumeTrue(
                found.isPresent(),
                "SKIPPED: %s is not installed (Debian: apt-get install %s)".formatted(name, name));
        return found.orElseThrow().toString();
    }
}
