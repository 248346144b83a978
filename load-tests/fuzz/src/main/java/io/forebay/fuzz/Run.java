package io.forebay.fuzz;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * One target's run, in a process of its own: a target that hangs or eats memory is a finding, not
 * the end of the others.
 *
 * @param java the executable
 * @param classPath of the tests
 * @param home where runs keep their logs and what they learnt, a folder for each target
 */
record Run(Path java, String classPath, Path home) {

    /**
     * An input that takes longer is a finding: every parser must answer within a request's time.
     */
    private static final int SLOWEST_SECONDS = 10;

    /** So is one that needs more: services run with little more than this. */
    private static final String HEAP = "-Xmx1g";

    private static final String DRIVER = "com.code_intelligence.jazzer.Jazzer";

    /**
     * What edges are counted of: the project's own code and the library's that its readers steer.
     */
    private static final String INSTRUMENTED = "io.forebay.**:com.google.protobuf.**";

    /**
     * Runs until the time is over or an input fails.
     *
     * @param progress told after every line of status
     * @throws IllegalStateException when Jazzer cannot be started, or broke
     */
    Summary of(Target target, Duration time, Consumer<Summary> progress)
            throws IOException, InterruptedException {
        Path folder = Files.createDirectories(folder(target));
        Process process =
                new ProcessBuilder(command(target, time))
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();
        Thread ending = new Thread(process::destroy);
        Runtime.getRuntime().addShutdownHook(ending);
        Summary summary = new Summary();
        try (BufferedReader lines = process.inputReader();
                Writer log = Files.newBufferedWriter(log(target))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                log.write(line + "\n");
                summary.accept(line);
                progress.accept(summary);
            }
        }
        int exit = process.waitFor();
        Runtime.getRuntime().removeShutdownHook(ending);
        if (exit != 0 && summary.finding().isEmpty()) {
            throw new IllegalStateException(
                    "Jazzer ended with %d; %s says why".formatted(exit, log(target)));
        }
        return summary;
    }

    /** What the target's last run said. */
    Summary last(Target target) throws IOException {
        Summary summary = new Summary();
        if (Files.exists(log(target))) {
            try (var lines = Files.lines(log(target))) {
                lines.forEach(summary::accept);
            }
        }
        return summary;
    }

    Path log(Target target) {
        return folder(target).resolve("jazzer.log");
    }

    Path folder(Target target) {
        return home.resolve(target.name());
    }

    private List<String> command(Target target, Duration time) {
        return List.of(
                java.toString(),
                HEAP,
                "-XX:+UseParallelGC",
                "-XX:+EnableDynamicAgentLoading",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Djava.awt.headless=true",
                "-cp",
                classPath,
                DRIVER,
                "--target_class=" + target.className(),
                "--instrumentation_includes=" + INSTRUMENTED,
                "-max_total_time=" + Math.max(1, time.toSeconds()),
                "-timeout=" + SLOWEST_SECONDS,
                "-print_final_stats=1");
    }
}
