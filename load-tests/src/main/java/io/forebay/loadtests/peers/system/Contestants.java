package io.forebay.loadtests.peers.system;

import io.forebay.loadtests.cluster.ClassPaths;
import io.forebay.loadtests.cluster.Daemon;
import io.forebay.loadtests.cluster.Launcher;
import io.forebay.loadtests.cluster.Ports;
import io.forebay.loadtests.cluster.ProcessStyle;
import io.forebay.loadtests.cluster.Role;
import io.forebay.loadtests.model.BenchModels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Starts systems, each anew in an empty directory. Confined to one thread. */
public final class Contestants {

    /** Of noop and conv alike for all systems: as their manifests say to Forebay. */
    private static final List<String> MODELS =
            List.of(
                    BenchModels.NOOP + ":" + BenchModels.NOOP_BATCH,
                    BenchModels.CONV + ":" + BenchModels.CONV_BATCH);

    /** Jobs that a worker of BullMQ has in hand at a time. */
    private static final int CONCURRENCY = 32;

    private static final String SECRET = "whsec of the comparison";

    // The JDK's HTTP server holds answers back for acknowledgements, and hangs up on idle
    // connections above 200, unless it is told not to.
    private static final String NO_DELAY = "-Dsun.net.httpserver.nodelay=true";
    private static final String MANY_CONNECTIONS = "-Dsun.net.httpserver.maxIdleConnections=4096";

    private final Surroundings around;

    public Contestants(Surroundings around) {
        this.around = around;
    }

    /**
     * Starts a system and returns when it serves.
     *
     * @throws NotReadyException with the end of a log when it does not; nothing is left running
     *     then
     */
    public RunningContestant start(Contestant contestant, Path directory)
            throws InterruptedException {
        List<Integer> ports = Ports.free(4);
        RunningContestant running =
                new RunningContestant(URI.create("http://127.0.0.1:" + ports.getFirst()));
        boolean ready = false;
        try {
            Files.createDirectories(directory);
            switch (contestant) {
                case FOREBAY -> forebay(running, directory, ports);
                case LOOP -> loop(running, directory, ports);
                case BULLMQ -> bullmq(running, directory, ports, "none");
                case BULLMQ_BATCHED -> bullmq(running, directory, ports, "by-hand");
            }
            ready = true;
            return running;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use " + directory, e);
        } finally {
            if (!ready) {
                running.close();
            }
        }
    }

    /** As {@code ./forebay up} starts it, but for the models and the start cache. */
    private void forebay(RunningContestant running, Path directory, List<Integer> ports)
            throws IOException, InterruptedException {
        Path home = directory.resolve("home");
        ProcessStyle style =
                around.style()
                        .with(
                                "-Dforebay.log.file=" + directory.resolve("service.log"),
                                "-Dlogback.configurationFile=logback-standalone.xml");
        int port = ports.getFirst();
        Daemon standalone =
                new Launcher(directory, ClassPaths.of(around.services()), style)
                        .java(
                                Role.STANDALONE,
                                "forebay",
                                "io.forebay.standalone.Main",
                                List.of("--models", around.models().toString()),
                                Map.of(
                                        "FOREBAY_HOME",
                                        home.toString(),
                                        "FOREBAY_PORT",
                                        Integer.toString(port)),
                                () -> Launcher.answersHealth(port));
        running.add(standalone, around.patience());
        running.apiKey(Files.readString(home.resolve("api-key")).strip());
    }

    private void loop(RunningContestant running, Path directory, List<Integer> ports)
            throws InterruptedException {
        String broker = "127.0.0.1:" + ports.get(1);
        String redis = ports.get(3).toString();
        // What Kafka's own start script gives a broker.
        running.add(
                launcher(directory, around.services(), "-Xmx1g")
                        .broker(ports.get(1), ports.get(2), Map.of()),
                around.patience());
        running.add(launcher(directory, around.services()).redis(ports.get(3)), around.patience());
        Launcher java = launcher(directory, around.peers(), "-Xmx512m", NO_DELAY, MANY_CONNECTIONS);
        int consumers = Runtime.getRuntime().availableProcessors();
        List<String> arguments =
                Stream.concat(
                                Stream.of(
                                        broker,
                                        redis,
                                        around.models().toString(),
                                        Integer.toString(consumers),
                                        SECRET),
                                MODELS.stream())
                        .toList();
        running.add(
                java.java(
                        Role.WORKER,
                        "worker",
                        "io.forebay.loadtests.peers.loop.LoopWorker",
                        arguments,
                        Map.of(),
                        new SaysReady(directory.resolve("worker.log"))),
                around.patience());
        int port = ports.getFirst();
        running.add(
                java.java(
                        Role.INGEST,
                        "front",
                        "io.forebay.loadtests.peers.loop.LoopFront",
                        List.of(Integer.toString(port), broker, redis),
                        Map.of(),
                        () -> Launcher.answersHealth(port)),
                around.patience());
    }

    private void bullmq(
            RunningContestant running, Path directory, List<Integer> ports, String batch)
            throws InterruptedException {
        String redis = "--redis=" + ports.get(3);
        Launcher launcher = launcher(directory, around.services());
        running.add(launcher.redis(ports.get(3)), around.patience());
        running.add(
                launcher.program(
                        Role.WORKER,
                        "worker",
                        node(
                                "worker.mjs",
                                redis,
                                "--repository=" + around.models(),
                                "--models=" + String.join(",", MODELS),
                                "--batch=" + batch,
                                "--concurrency=" + CONCURRENCY,
                                "--secret=" + SECRET),
                        Map.of(),
                        new SaysReady(directory.resolve("worker.log"))),
                around.patience());
        int port = ports.getFirst();
        running.add(
                launcher.program(
                        Role.INGEST,
                        "front",
                        node(
                                "front.mjs",
                                redis,
                                "--port=" + port,
                                "--models=" + BenchModels.NOOP + "," + BenchModels.CONV),
                        Map.of(),
                        () -> Launcher.answersHealth(port)),
                around.patience());
    }

    private Launcher launcher(Path directory, String classPath, String... options) {
        return new Launcher(directory, ClassPaths.of(classPath), around.style().with(options));
    }

    private List<String> node(String script, String... arguments) {
        List<String> command = new ArrayList<>(List.of("node"));
        command.add(around.node().resolve(script).toString());
        command.addAll(List.of(arguments));
        return command;
    }
}
