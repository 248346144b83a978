package io.forebay.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds loopback ports that nobody listens on. They are below those that systems give to outgoing
 * connections (from 32,768 on by Linux, 49,152 by others), one of which could be on a port from up
 * there before its server is.
 */
final class FreePorts {

    private static final int FIRST = 10_000;
    private static final int END = 32_000;
    private static final int TRIES = 1_000;

    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private FreePorts() {}

    /** The wanted port when it is free, any other one when not. */
    static int preferring(int wanted) {
        return isFree(wanted) ? wanted : any();
    }

    /** Another one each time. */
    static int any() {
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, END);
            if (GIVEN.add(port) && isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException(
                "no free port on loopback among %d to %d, after %,d tries"
                        .formatted(FIRST, END - 1, TRIES));
    }

    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
