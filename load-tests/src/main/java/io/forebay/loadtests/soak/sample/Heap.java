package io.forebay.loadtests.soak.sample;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A heap behind a full collection.
 *
 * @param liveBytes what the collection left
 * @param committedBytes what the heap takes of the machine
 */
record Heap(long liveBytes, long committedBytes) {

    private static final long BYTES_PER_KB = 1024;
    private static final long PATIENCE_SECONDS = 15;
    private static final Pattern GENERATION =
            Pattern.compile("total (?:reserved \\d+K, committed )?(\\d+)K, used (\\d+)K");

    /**
     * Collects a Java process's garbage and looks what is left, by {@code jcmd}.
     *
     * @return empty when the process does not answer, as one that is stopped or has ended
     */
    static Optional<Heap> collect(long pid) throws InterruptedException {
        try {
            Path commands = Files.createTempFile("forebay-soak", ".jcmd");
            Path answer = Files.createTempFile("forebay-soak", ".txt");
            try {
                Files.writeString(commands, "GC.run\nGC.heap_info\n");
                return ask(pid, commands, answer);
            } finally {
                Files.delete(commands);
                Files.delete(answer);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run jcmd", e);
        }
    }

    private static Optional<Heap> ask(long pid, Path commands, Path answer)
            throws IOException, InterruptedException {
        File file = answer.toFile();
        Process jcmd =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                                "-J-XX:TieredStopAtLevel=1",
                                "-J-XX:+UseSerialGC",
                                Long.toString(pid),
                                "-f",
                                commands.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(Redirect.to(file))
                        .start();
        if (!jcmd.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            jcmd.destroyForcibly().waitFor();
            return Optional.empty();
        }
        return parse(Files.readString(answer));
    }

    /** Of what {@code GC.heap_info} says, by generation. */
    static Optional<Heap> parse(String text) {
        long live = 0;
        long committed = 0;
        Matcher generations = GENERATION.matcher(text);
        while (generations.find()) {
            committed += Long.parseLong(generations.group(1)) * BYTES_PER_KB;
            live += Long.parseLong(generations.group(2)) * BYTES_PER_KB;
        }
        return committed == 0 ? Optional.empty() : Optional.of(new Heap(live, committed));
    }
}
