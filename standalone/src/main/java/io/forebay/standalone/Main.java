package io.forebay.standalone;

import io.forebay.schemas.trace.TracingConfig;
import java.io.Console;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code ./forebay up}: starts everything on this machine, shows a first detection, and runs until
 * it is stopped. {@code --once} stops it after the detection, {@code --rehearse SECONDS} after so
 * much load of its own.
 */
public final class Main {

    private static final String DETECTOR = "notes";
    private static final String PICTURE = "samples/coffee-break.jpg";

    private Main() {}

    /** Arguments: {@code --models DIR [--once | --rehearse SECONDS]}. */
    public static void main(String[] args) throws InterruptedException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Stages stages = new Stages(out);
        try {
            run(List.of(args), System.getenv(), stages);
        } catch (RuntimeException e) {
            stages.say("forebay: " + rootMessage(e));
            stages.say("the log is in " + System.getProperty("forebay.log.file", "forebay.log"));
            System.exit(1);
        }
    }

    private static void run(List<String> args, Map<String, String> environment, Stages stages)
            throws InterruptedException {
        Path models = Path.of(option(args, "--models"));
        Path home =
                Path.of(
                        environment.getOrDefault(
                                "FOREBAY_HOME", System.getProperty("user.home") + "/.forebay"));
        Standalone standalone =
                Standalone.start(
                        StandaloneConfig.of(
                                        home,
                                        Integer.parseInt(
                                                environment.getOrDefault("FOREBAY_PORT", "8080")),
                                        models,
                                        environment.getOrDefault("PATH", ""))
                                .servedOn(
                                        environment.getOrDefault(
                                                "FOREBAY_HOST", StandaloneConfig.LOOPBACK))
                                .with(traces(environment.getOrDefault("FOREBAY_TRACES", ""))),
                        stages);
        Thread stop =
                Thread.ofPlatform().name("forebay-stop").unstarted(() -> stop(standalone, stages));
        Runtime.getRuntime().addShutdownHook(stop);
        showFirstDetection(standalone, models.resolve(PICTURE), stages);
        tellWhere(standalone, home, stages);
        if (args.contains("--rehearse")) {
            rehearse(standalone, Integer.parseInt(option(args, "--rehearse")), stages);
        }
        if (args.contains("--once") || args.contains("--rehearse")) {
            Runtime.getRuntime().removeShutdownHook(stop);
            stop(standalone, stages);
            System.exit(0);
        }
        Thread.currentThread().join(); // until a signal starts the hook, which ends the process
    }

    /** Of one person's machine all jobs are of interest. */
    private static TracingConfig traces(String endpoint) {
        return new TracingConfig(endpoint, 1.0);
    }

    private static void showFirstDetection(Standalone standalone, Path picture, Stages stages) {
        if (!Files.exists(picture)) {
            stages.line("no first detection: " + picture + " is not there");
            return;
        }
        String answer =
                new FirstDetection(standalone.uri(), standalone.apiKey()).run(DETECTOR, picture);
        stages.line("first detection, " + picture.getFileName() + " by model " + DETECTOR);
        stages.say(answer);
    }

    private static void rehearse(Standalone standalone, int seconds, Stages stages)
            throws InterruptedException {
        long jobs =
                new Rehearsal(standalone.uri(), standalone.apiKey())
                        .run(Duration.ofSeconds(seconds));
        stages.line("rehearsed with %,d jobs".formatted(jobs));
    }

    private static void tellWhere(Standalone standalone, Path home, Stages stages) {
        stages.say(
                """

                Forebay is up.
                  HTTP     %s
                  API key  %s
                  Kafka    %s
                  data     %s
                Ctrl-C stops it; the next start finds jobs and results again.\
                """
                        .formatted(
                                standalone.uri(),
                                key(standalone, home.resolve("api-key")),
                                standalone.bootstrapServers(),
                                home));
    }

    /**
     * Shown to a person alone: what goes elsewhere is kept, as a journal is, and read by others.
     */
    private static String key(Standalone standalone, Path file) {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent()
                ? "%s   (also in %s)".formatted(standalone.apiKey(), file)
                : "in " + file;
    }

    private static void stop(Standalone standalone, Stages stages) {
        stages.say("stopping ...");
        standalone.close();
        stages.say("stopped; nothing accepted is lost.");
    }

    private static String option(List<String> args, String name) {
        int at = args.indexOf(name);
        if (at < 0 || at + 1 >= args.size()) {
            throw new IllegalArgumentException("the option " + name + " is missing");
        }
        return args.get(at + 1);
    }

    /**
     * The outermost message says what was tried, the innermost what broke; the log has the rest.
     */
    private static String rootMessage(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String tried = String.valueOf(e.getMessage());
        String broke = String.valueOf(root.getMessage());
        return tried.contains(broke) ? tried : tried + ": " + broke;
    }
}
