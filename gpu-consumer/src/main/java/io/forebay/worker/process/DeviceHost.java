package io.forebay.worker.process;

import io.forebay.worker.model.EngineLoader;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves engines to the worker that started this process, one thread for each conversation. */
final class DeviceHost {

    static final String SOCKET = "socket";

    private static final Logger LOG = LoggerFactory.getLogger(DeviceHost.class);

    /** Of 1000: the kernel shall rather take this process than the one with the membership. */
    private static final String OOM_SCORE = "500";

    private DeviceHost() {}

    /** Returns never: the process ends with its worker. */
    static void serve(Path directory, EngineLoader loader) throws IOException {
        Thread.ofPlatform().daemon().name("forebay-lifeline").start(() -> endWithWorker(directory));
        offerToKernel();
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(directory.resolve(SOCKET)));
            while (true) {
                SocketChannel channel = server.accept();
                Thread.ofPlatform()
                        .name("forebay-engine")
                        .start(() -> new HostedEngine(channel, directory, loader).serve());
            }
        }
    }

    @SuppressWarnings("SystemExitOutsideMain") // there is nothing to save, and runs do not stop
    private static void endWithWorker(Path directory) {
        try (InputStream lifeline = System.in) {
            while (lifeline.read() >= 0) {
                // The worker says nothing; its end is what counts.
            }
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("the worker has gone");
        }
        try {
            ProcessCommand.delete(directory);
        } finally {
            Runtime.getRuntime().halt(0);
        }
    }

    private static void offerToKernel() {
        try {
            Files.writeString(Path.of("/proc/self/oom_score_adj"), OOM_SCORE);
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("not a Linux");
        }
    }
}
