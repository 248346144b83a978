package io.forebay.loadtests.hostile;

import io.forebay.loadtests.http.HttpAnswer;
import io.forebay.loadtests.http.HttpConnection;
import io.forebay.loadtests.job.Target;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A hostile client: each request on a connection of its own. Counts what it is answered. Safe for
 * use by several threads.
 */
final class Assailant {

    /** Longer than any wait that a request asks for. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] (\\d{3})");

    private final Target target;
    private final Map<Integer, Integer> statuses = new ConcurrentSkipListMap<>();

    Assailant(Target target) {
        this.target = target;
    }

    /** How often each status was answered; {@link Reply#CLOSED} for none. */
    Map<Integer, Integer> statuses() {
        return statuses;
    }

    /**
     * @throws IOException when nobody listens
     */
    Reply ask(HttpBytes request) throws IOException {
        try (HttpConnection connection = HttpConnection.open(target.address(), PATIENCE)) {
            return count(exchange(connection, request));
        }
    }

    private Reply exchange(HttpConnection connection, HttpBytes request) {
        try {
            HttpAnswer answer =
                    connection.exchange(
                            request.bytes(target.url().getRawAuthority(), target.apiKey()));
            return new Reply(
                    answer.status(), StandardCharsets.UTF_8.decode(answer.body()).toString());
        } catch (IOException e) {
            return new Reply(Reply.CLOSED, String.valueOf(e.getMessage()));
        }
    }

    /**
     * Sends bytes that need be no HTTP, and reads up to the end of the connection.
     *
     * @param bytes {@code HOST} and {@code KEY} stand for the instance's
     * @param ends whether the end of what is sent is shown to the server
     * @return everything that came
     * @throws IOException when nobody listens
     */
    String talk(String bytes, boolean ends) throws IOException {
        try (Socket socket = connect()) {
            String answer = "";
            try {
                socket.getOutputStream().write(filled(bytes));
                if (ends) {
                    socket.shutdownOutput();
                }
                answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                // Broken off, which is an answer too.
                answer = "";
            }
            count(answer);
            return answer;
        }
    }

    Socket connect() throws IOException {
        Socket socket = new Socket(target.address().getAddress(), target.address().getPort());
        socket.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
        return socket;
    }

    byte[] filled(String bytes) {
        return bytes.replace("HOST", target.url().getRawAuthority())
                .replace("KEY", target.apiKey())
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private void count(String answers) {
        Matcher lines = STATUS_LINE.matcher(answers);
        boolean any = false;
        while (lines.find()) {
            statuses.merge(Integer.parseInt(lines.group(1)), 1, Integer::sum);
            any = true;
        }
        if (!any) {
            statuses.merge(Reply.CLOSED, 1, Integer::sum);
        }
    }

    private Reply count(Reply reply) {
        statuses.merge(reply.status(), 1, Integer::sum);
        return reply;
    }
}
