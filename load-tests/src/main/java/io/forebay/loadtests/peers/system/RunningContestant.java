package io.forebay.loadtests.peers.system;

import io.forebay.loadtests.cluster.Daemon;
import io.forebay.loadtests.machine.NamedPid;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A system that serves. Confined to one thread. */
public final class RunningContestant implements AutoCloseable {

    private static final long LOOK_MILLIS = 50;

    private final URI url;
    private final List<Daemon> daemons = new ArrayList<>();
    // Whoever breaks a run off must not find its processes afterwards.
    private final Thread killer = new Thread(() -> daemons.forEach(Daemon::kill), "end-contestant");
    private String apiKey = "";

    RunningContestant(URI url) {
        this.url = url;
        Runtime.getRuntime().addShutdownHook(killer);
    }

    /** Where its HTTP is. */
    public URI url() {
        return url;
    }

    /** What it is called with; empty where nobody is asked for a key. */
    public String apiKey() {
        return apiKey;
    }

    /** All its processes. */
    public List<NamedPid> processes() {
        return daemons.stream()
                .flatMap(one -> one.pid().stream().mapToObj(pid -> new NamedPid(one.name(), pid)))
                .toList();
    }

    void apiKey(String key) {
        apiKey = key;
    }

    /**
     * Starts one more process and returns when it is ready.
     *
     * @throws NotReadyException with the end of its log, when it is not in time
     */
    void add(Daemon daemon, Duration patience) throws InterruptedException {
        daemons.add(daemon);
        daemon.start();
        long deadline = System.nanoTime() + patience.toNanos();
        while (!daemon.isReady()) {
            if (!daemon.isAlive() || System.nanoTime() > deadline) {
                throw new NotReadyException(
                        "%s is not ready:%n%s".formatted(daemon, daemon.logTail()));
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    /** Stops all processes, the last started first. */
    @Override
    public void close() {
        daemons.reversed().forEach(Daemon::stop);
        Runtime.getRuntime().removeShutdownHook(killer);
    }
}
