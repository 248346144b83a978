package io.forebay.worker.process;

import io.forebay.worker.model.UnusableModelException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one device process alive: starts it when somebody has to talk to it, and kills it when it
 * hangs. Safe for use by several threads.
 */
final class DeviceProcess implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DeviceProcess.class);
    private static final Duration START_TIMEOUT = Duration.ofMinutes(1);
    private static final long TICK_MILLIS = 50;
    private static final long CONNECT_EVERY_MILLIS = 5;

    private final ProcessCommand command;
    private final Set<Deadline> deadlines = ConcurrentHashMap.newKeySet();
    private final AtomicInteger lines = new AtomicInteger();
    private final ScheduledExecutorService watcher =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("forebay-device-watch").factory());
    private @Nullable Child child;
    private boolean closed;

    private record Child(Process process, Path directory) {

        UnixDomainSocketAddress address() {
            return UnixDomainSocketAddress.of(directory.resolve(DeviceHost.SOCKET));
        }
    }

    DeviceProcess(ProcessCommand command) {
        this.command = command;
        var _ =
                watcher.scheduleWithFixedDelay(
                        () -> deadlines.forEach(Deadline::look),
                        TICK_MILLIS,
                        TICK_MILLIS,
                        TimeUnit.MILLISECONDS);
    }

    /**
     * Begins a conversation, with a new process when there is none. One that was killed a moment
     * ago still counts as alive, and its socket may even take a connection: only one that answers
     * is there.
     *
     * @throws UnusableModelException when none can be started
     */
    synchronized EngineLine connect() {
        if (closed) {
            throw new UnusableModelException("the device process was closed");
        }
        try {
            Child before = child;
            if (before != null && before.process().isAlive()) {
                try {
                    return greet(before);
                } catch (IOException | ProcessLostException e) {
                    LOG.atDebug().setCause(e).log("the device process answers no more");
                    before.process().destroyForcibly();
                }
            }
            forget();
            Child started = start();
            child = started;
            return greet(started);
        } catch (IOException | ProcessLostException e) {
            throw new UnusableModelException("no device process can be started", e);
        }
    }

    private EngineLine greet(Child running) throws IOException {
        SocketChannel channel = connect(running);
        Process process = running.process();
        Deadline deadline = new Deadline(() -> kill(process), deadlines::remove);
        deadlines.add(deadline);
        EngineLine line =
                new EngineLine(
                        channel, process, running.directory(), lines.incrementAndGet(), deadline);
        try {
            line.greet(START_TIMEOUT);
            return line;
        } catch (ProcessLostException e) {
            line.close();
            throw e;
        }
    }

    /** The process that runs now, if any. */
    synchronized java.util.Optional<ProcessHandle> handle() {
        return java.util.Optional.ofNullable(child).map(each -> each.process().toHandle());
    }

    @Override
    public synchronized void close() {
        closed = true;
        watcher.shutdownNow();
        Child running = child;
        if (running != null) {
            running.process().destroyForcibly();
        }
        forget();
    }

    private Child start() throws IOException {
        Path directory = command.freshDirectory();
        Process process = command.start(directory);
        LOG.atInfo().addKeyValue("pid", process.pid()).log("started a device process");
        return new Child(process, directory);
    }

    private static SocketChannel connect(Child running) throws IOException {
        long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
        while (true) {
            try {
                return SocketChannel.open(running.address());
            } catch (IOException e) {
                if (!running.process().isAlive() || System.nanoTime() > deadline) {
                    throw e;
                }
                pause();
            }
        }
    }

    private static void pause() throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(CONNECT_EVERY_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a device process started", e);
        }
    }

    private static void kill(Process process) {
        LOG.atError().addKeyValue("pid", process.pid()).log("killed a device process that hung");
        process.destroyForcibly();
    }

    private void forget() {
        Child gone = child;
        child = null;
        if (gone != null) {
            LOG.atWarn().addKeyValue("pid", gone.process().pid()).log("a device process has ended");
            ProcessCommand.delete(gone.directory());
        }
    }
}
