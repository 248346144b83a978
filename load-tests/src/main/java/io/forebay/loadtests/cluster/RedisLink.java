package io.forebay.loadtests.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Inline commands to the cluster's Redis, one connection each: no client library is needed. */
public record RedisLink(int port) {

    private static final int TIMEOUT_MILLIS = 5_000;

    /**
     * @param command such as {@code FLUSHALL} or {@code DBSIZE}
     * @return the first line of the answer, without its type
     * @throws IOException when Redis does not answer, or refuses
     */
    public String ask(String command) throws IOException {
        try (Socket socket = connect()) {
            send(socket, command);
            String line = line(socket.getInputStream());
            if (line.startsWith("-")) {
                throw new IOException("Redis refused " + command + ": " + line);
            }
            return line.isEmpty() ? "" : line.substring(1);
        }
    }

    /** The number of its keys. */
    public long keys() throws IOException {
        return Long.parseLong(ask("DBSIZE"));
    }

    /**
     * A figure of {@code INFO}, such as {@code used_memory} of {@code memory}.
     *
     * @throws IOException when Redis does not answer, or names no such figure
     */
    public long figure(String section, String name) throws IOException {
        try (Socket socket = connect()) {
            send(socket, "INFO " + section);
            InputStream in = socket.getInputStream();
            int left = Integer.parseInt(line(in).substring(1));
            for (String line = line(in); left > 0; line = line(in)) {
                if (line.startsWith(name + ":")) {
                    return Long.parseLong(line.substring(name.length() + 1));
                }
                left -= line.length() + 2;
            }
            throw new IOException("INFO %s has no %s".formatted(section, name));
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.connect(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        return socket;
    }

    private static void send(Socket socket, String command) throws IOException {
        socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int read = in.read(); read >= 0 && read != '\n'; read = in.read()) {
            if (read != '\r') {
                line.append((char) read);
            }
        }
        return line.toString();
    }
}
