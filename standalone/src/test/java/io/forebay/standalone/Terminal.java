package io.forebay.standalone;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** A program that goes on, and what it has printed. */
record Terminal(Process process, List<String> lines) implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    static Terminal of(Process process) {
        Terminal terminal = new Terminal(process, new CopyOnWriteArrayList<>());
        Thread.ofVirtual().start(terminal::read);
        return terminal;
    }

    /** Waits for a line, and says which it was. */
    String line(Predicate<String> wanted) {
        await().alias("a line among " + lines)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> lines.stream().anyMatch(wanted) || !process.isAlive());
        return lines.stream()
                .filter(wanted)
                .findFirst()
                .orElseThrow(() -> new AssertionError("it ended, having said " + lines));
    }

    private void read() {
        try (BufferedReader reader = process.inputReader()) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            if (process.isAlive()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
