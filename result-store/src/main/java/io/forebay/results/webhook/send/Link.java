package io.forebay.results.webhook.send;

import io.forebay.schemas.webhook.CallbackUrl;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;

/**
 * A connection to a receiver; one attempt's at a time.
 *
 * @param peer whom it leads to
 * @param in what was received and not read yet
 */
record Link(Peer peer, Socket socket, InputStream in) implements AutoCloseable {

    /**
     * Where a connection leads to. Another name at the same address is another peer, since its
     * certificate was asked for by name.
     *
     * @param authority of the URL
     * @param address that was checked
     */
    record Peer(boolean secure, String authority, InetAddress address) {

        static Peer of(CallbackUrl url, InetAddress address) {
            return new Peer(url.secure(), url.authority(), address);
        }
    }

    static Link of(Peer peer, Socket socket) throws IOException {
        return new Link(peer, socket, new BufferedInputStream(socket.getInputStream()));
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // It is given up all the same.
        }
    }
}
