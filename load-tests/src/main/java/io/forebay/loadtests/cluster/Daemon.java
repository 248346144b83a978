package io.forebay.loadtests.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A process that can be started again, with everything that befalls processes. Safe for use by
 * several threads.
 */
public final class Daemon implements AutoCloseable {

    private static final long STOP_SECONDS = 45;
    private static final int TAIL = 4_000;

    private final Role role;
    private final String name;
    private final List<String> command;
    private Environments environments;
    private final Path log;
    private final Health health;
    private @Nullable Process process;
    private int starts;
    private boolean ended;

    /** Whether the process at hand does its work. */
    public interface Health {
        boolean isReady();
    }

    Daemon(
            Role role,
            String name,
            List<String> command,
            Environments environments,
            Path log,
            Health health) {
        this.role = role;
        this.name = name;
        this.command = List.copyOf(command);
        this.environments = environments;
        this.log = log;
        this.health = health;
    }

    public Role role() {
        return role;
    }

    public String name() {
        return name;
    }

    /** How often it was started. */
    public synchronized int starts() {
        return starts;
    }

    /**
     * Starts it, unless it lives or has been ended.
     *
     * @throws UncheckedIOException when the program cannot be run
     */
    public synchronized void start() {
        if (ended || isAlive()) {
            return;
        }
        try {
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.environment().putAll(environments.present());
            process =
                    builder.redirectErrorStream(true)
                            .redirectOutput(Redirect.appendTo(log.toFile()))
                            .start();
            starts++;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + name + " by " + command, e);
        }
    }

    /** From the next start on it is of the other version, and after another exchange of its own. */
    public synchronized void exchange() {
        environments = environments.swapped();
    }

    /** As the kernel's out-of-memory killer would: it, and what it started. */
    public synchronized void kill() {
        Process victim = process;
        if (victim != null) {
            List<ProcessHandle> children = victim.descendants().toList();
            victim.destroyForcibly();
            children.forEach(ProcessHandle::destroyForcibly);
            victim.onExit().join();
        }
    }

    /** Kills it for good: whoever watches over it starts it in vain. */
    public synchronized void end() {
        ended = true;
        kill();
    }

    /** By SIGSTOP, it and what it started: it neither works nor knows that time passes. */
    public void pause() {
        signal("STOP");
    }

    /** By SIGCONT, after {@link #pause}. */
    public void resume() {
        signal("CONT");
    }

    public synchronized boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** Whether it lives and says that it is ready. */
    public boolean isReady() {
        return isAlive() && health.isReady();
    }

    /** Its number; empty while it is not alive. */
    public synchronized java.util.OptionalLong pid() {
        return process != null && process.isAlive()
                ? java.util.OptionalLong.of(process.pid())
                : java.util.OptionalLong.empty();
    }

    /** The end of what it logged. */
    public String logTail() {
        try {
            String text = Files.exists(log) ? Files.readString(log) : "";
            return text.substring(Math.max(0, text.length() - TAIL));
        } catch (IOException e) {
            return "its log cannot be read: " + e;
        }
    }

    /** By SIGTERM, as an orchestrator would. */
    public synchronized void stop() {
        Process ending = process;
        if (ending == null || !ending.isAlive()) {
            return;
        }
        resume();
        ending.destroy();
        try {
            if (!ending.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            kill();
        }
    }

    @Override
    public void close() {
        stop();
    }

    private synchronized void signal(String signal) {
        Process target = process;
        if (target == null || !target.isAlive()) {
            return;
        }
        Signals.send(signal, target.pid());
        target.descendants().forEach(child -> Signals.send(signal, child.pid()));
    }

    @Override
    public String toString() {
        return name;
    }
}
