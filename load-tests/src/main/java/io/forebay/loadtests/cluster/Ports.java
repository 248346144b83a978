package io.forebay.loadtests.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Loopback ports that nobody listens on, below those that systems give to outgoing connections
 * (from 32,768 on by Linux): one of a client could be on a port from up there before its server is.
 */
public final class Ports {

    private static final int FIRST = 10_000;
    private static final int END = 32_000;
    private static final int TRIES = 10_000;

    private Ports() {}

    /** As many different ones. */
    public static List<Integer> free(int count) {
        List<Integer> ports =
                ThreadLocalRandom.current()
                        .ints(FIRST, END)
                        .limit(TRIES)
                        .distinct()
                        .filter(Ports::isFree)
                        .limit(count)
                        .boxed()
                        .toList();
        if (ports.size() < count) {
            throw new IllegalStateException(
                    "%d of %d free ports on loopback among %d to %d"
                            .formatted(ports.size(), count, FIRST, END - 1));
        }
        return ports;
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
