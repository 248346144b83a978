package io.forebay.manifests.cdn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The nginx configuration that we ship, before a server that answers with the headers of ours. */
class NginxCacheTest {

    private static final Path SHIPPED = Path.of("../cdn/nginx.conf");

    @TempDir private static Path folder = Path.of("");

    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
    private Optional<HttpServer> origin = Optional.empty();
    private Optional<Process> nginx = Optional.empty();
    private int port;

    @BeforeEach
    void start() throws IOException {
        Optional<Path> program =
                Stream.concat(Stream.of(System.getenv("PATH").split(":")), Stream.of("/usr/sbin"))
                        .map(one -> Path.of(one, "nginx"))
                        .filter(Files::isExecutable)
                        .findFirst();
        assumeTrue(
                program.isPresent(),
                "SKIPPED: nginx is not installed (Debian: apt-get install nginx-light)");
        HttpServer server = origin();
        port = freePort();
        String text =
                Files.readString(SHIPPED)
                        .replace(
                                "ingest.example.internal:8080",
                                "127.0.0.1:" + server.getAddress().getPort())
                        .replace("listen 8443", "listen 127.0.0.1:" + port);
        Path prefix = Files.createTempDirectory(folder, "nginx");
        Path file = Files.writeString(prefix.resolve("nginx.conf"), text);
        String user = "root".equals(System.getProperty("user.name")) ? "user root; " : "";
        nginx =
                Optional.of(
                        new ProcessBuilder(
                                        program.get().toString(),
                                        "-p",
                                        prefix.toString(),
                                        "-c",
                                        file.toString(),
                                        "-g",
                                        user + "daemon off;")
                                .inheritIO()
                                .start());
        await().ignoreExceptions()
                .untilAsserted(() -> assertThat(get("/up").statusCode()).isEqualTo(200));
    }

    @AfterEach
    void stop() throws InterruptedException {
        for (Process process : nginx.stream().toList()) {
            process.destroy();
            process.waitFor(10, TimeUnit.SECONDS);
        }
        origin.ifPresent(server -> server.stop(0));
    }

    @Test
    void aPublicResultIsAskedForOnce() throws Exception {
        assertThat(get("/v1/results/public").headers().firstValue("X-Cache")).hasValue("MISS");
        HttpResponse<String> second = get("/v1/results/public?x=1");

        assertThat(second.headers().firstValue("X-Cache")).hasValue("HIT");
        assertThat(second.headers().firstValue("ETag")).hasValue("\"abc\"");
        assertThat(second.headers().firstValue("Cache-Control"))
                .hasValue("public, max-age=600, immutable");
        assertThat(timesAsked("/v1/results/public")).isEqualTo(1);
    }

    @Test
    void aPrivateResultIsNeverStored() throws Exception {
        get("/v1/results/private");
        get("/v1/results/private");

        assertThat(timesAsked("/v1/results/private")).isEqualTo(2);
    }

    @Test
    void whatCameWithAKeyIsNeitherStoredNorAnsweredFromTheStore() throws Exception {
        get("/v1/results/public", "Authorization", "Bearer a");
        get("/v1/results/public");
        get("/v1/results/public", "Authorization", "Bearer b");

        assertThat(timesAsked("/v1/results/public")).isEqualTo(3);
    }

    @Test
    void jobsAreNeverStoredWhateverTheySay() throws Exception {
        get("/v1/jobs/public");
        HttpResponse<String> second = get("/v1/jobs/public");

        assertThat(second.headers().firstValue("X-Cache")).hasValue("BYPASS");
        assertThat(timesAsked("/v1/jobs/public")).isEqualTo(2);
    }

    @Test
    void aStoredResultIsAnsweredWhileForebayIsAway() throws Exception {
        get("/v1/results/short");
        origin.orElseThrow().stop(0);

        await().untilAsserted(() ->
                assertThat(get("/v1/results/short").headers().firstValue("X-Cache"))
                        .hasValue("STALE"));
    }

    private HttpServer origin() throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    String path = exchange.getRequestURI().getPath();
                    asked.computeIfAbsent(path, key -> new AtomicInteger()).incrementAndGet();
                    String control =
                            path.endsWith("private")
                                    ? "private, no-cache"
                                    : path.endsWith("short")
                                            ? "public, max-age=1"
                                            : "public, max-age=600, immutable";
                    exchange.getResponseHeaders().set("Cache-Control", control);
                    exchange.getResponseHeaders().set("ETag", "\"abc\"");
                    exchange.sendResponseHeaders(200, 2);
                    exchange.getResponseBody().write(new byte[] {'o', 'k'});
                    exchange.close();
                });
        server.start();
        origin = Optional.of(server);
        return server;
    }

    private int timesAsked(String path) {
        return asked.getOrDefault(path, new AtomicInteger()).get();
    }

    private HttpResponse<String> get(String path, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
