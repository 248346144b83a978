package io.forebay.loadtests.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Makes processes on loopback, without starting them.
 *
 * @param directory of their data, configurations and logs
 * @param classPaths of those that are Java
 * @param style how all of them are run
 */
public record Launcher(Path directory, ClassPaths classPaths, ProcessStyle style) {

    private static final int CONNECT_MILLIS = 1_000;
    private static final int READ_MILLIS = 2_000;

    /**
     * A service of Java, with its configuration in a file.
     *
     * @param environment what it has beside that of this process
     */
    Daemon service(
            Role role,
            String name,
            String main,
            String yaml,
            Map<String, String> environment,
            int port) {
        try {
            Path config = Files.writeString(directory.resolve(name + ".yaml"), yaml);
            return java(
                    role,
                    name,
                    main,
                    List.of(config.toString()),
                    environment,
                    () -> answersHealth(port));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the configuration of " + name, e);
        }
    }

    /**
     * A Kafka broker that is its own controller.
     *
     * @param settings by their Kafka names, beside its own
     */
    public Daemon broker(int port, int controller, Map<String, String> settings) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                directory.resolve("kafka").toString(),
                                Integer.toString(port),
                                Integer.toString(controller)));
        settings.forEach((name, value) -> arguments.add(name + "=" + value));
        return java(
                Role.BROKER,
                "broker",
                "io.forebay.standalone.broker.Main",
                arguments,
                Map.of(),
                () -> listens(port));
    }

    /** A Redis that writes every command to its log and the log to disk every second. */
    public Daemon redis(int port) {
        try {
            Path data = Files.createDirectories(directory.resolve("redis"));
            List<String> command =
                    List.of(
                            redisServer(data),
                            "--bind",
                            "127.0.0.1",
                            "--port",
                            Integer.toString(port),
                            "--dir",
                            data.toString(),
                            "--save",
                            "",
                            "--appendonly",
                            "yes",
                            "--appendfsync",
                            "everysec");
            return program(Role.REDIS, "redis", command, Map.of(), () -> listens(port));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the directory of Redis", e);
        }
    }

    /**
     * A program of Java, by its main class.
     *
     * @param environment what it has beside that of this process
     */
    public Daemon java(
            Role role,
            String name,
            String main,
            List<String> arguments,
            Map<String, String> environment,
            Daemon.Health health) {
        List<String> command = new ArrayList<>(List.of(javaBinary()));
        command.addAll(style.javaOptions());
        command.addAll(
                List.of(
                        "-XX:-CreateCoredumpOnCrash",
                        "-XX:ErrorFile=" + directory.resolve(name + "-crash.log"),
                        main));
        command.addAll(arguments);
        return daemon(role, name, command, classPaths.with(environment), health);
    }

    /**
     * Any program.
     *
     * @param environment what it has beside that of this process
     */
    public Daemon program(
            Role role,
            String name,
            List<String> command,
            Map<String, String> environment,
            Daemon.Health health) {
        return daemon(role, name, command, Environments.of(environment), health);
    }

    private Daemon daemon(
            Role role,
            String name,
            List<String> command,
            Environments environments,
            Daemon.Health health) {
        List<String> whole = new ArrayList<>(style.wrapper());
        whole.addAll(command);
        return new Daemon(
                role, name, whole, environments, directory.resolve(name + ".log"), health);
    }

    /** The one on the PATH, or the one that comes as a dependency of standalone. */
    private String redisServer(Path data) {
        ProcessBuilder builder =
                new ProcessBuilder(
                        javaBinary(),
                        "-XX:TieredStopAtLevel=1",
                        "io.forebay.standalone.redis.Main",
                        data.toString());
        builder.environment().put("CLASSPATH", classPaths.own());
        try {
            Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
            String path =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                            .strip();
            if (process.waitFor() != 0 || path.isEmpty()) {
                throw new IllegalStateException(
                        "no redis-server was found; what was said is above");
            }
            return path;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look for redis-server", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static String javaBinary() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Whether {@code GET /health/ready} is answered with 200. */
    public static boolean answersHealth(int port) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection)
                            URI.create("http://127.0.0.1:" + port + "/health/ready")
                                    .toURL()
                                    .openConnection();
            connection.setConnectTimeout(CONNECT_MILLIS);
            connection.setReadTimeout(READ_MILLIS);
            return connection.getResponseCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
