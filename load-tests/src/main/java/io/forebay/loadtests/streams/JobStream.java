package io.forebay.loadtests.streams;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.forebay.loadtests.job.Target;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One job's event stream on a connection of its own, read on a virtual thread. A general HTTP
 * client would cost more memory for ten thousand of them than the server that is measured.
 */
final class JobStream implements AutoCloseable {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final Pattern RETRY_AFTER = Pattern.compile("(?i)retry-after: *(\\d+) *");
    private static final int BUFFER = 512;

    private final Target target;
    private final String job;
    private final InstantSource clock;
    private final CountDownLatch opened = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final List<Long> versions = new ArrayList<>();
    private volatile Socket socket;
    private volatile Optional<Long> wakeMillis = Optional.empty();
    private volatile String fault = "";

    private JobStream(Target target, String job, InstantSource clock) throws IOException {
        this.target = target;
        this.job = job;
        this.clock = clock;
        this.socket = connect(target, job);
    }

    /**
     * Connects and reads on. A server that cannot tell now (503) is asked again when it says.
     *
     * @throws IOException when the server takes no connection
     */
    static JobStream open(Target target, String job, InstantSource clock) throws IOException {
        JobStream stream = new JobStream(target, job, clock);
        Thread.ofVirtual().start(stream::read);
        return stream;
    }

    boolean awaitOpen(long millis) throws InterruptedException {
        return opened.await(millis, TimeUnit.MILLISECONDS);
    }

    boolean awaitEnd(long millis) throws InterruptedException {
        return ended.await(millis, TimeUnit.MILLISECONDS);
    }

    /** What was wrong: a refusal, a version that came twice or out of order, no end. */
    Optional<String> fault() {
        return fault.isEmpty() ? Optional.empty() : Optional.of(fault);
    }

    /** From the end of the job, as its state says, to its event here; both clocks are one. */
    Optional<Long> wakeMillis() {
        return wakeMillis;
    }

    private static Socket connect(Target target, String job) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(8192);
        socket.connect(target.address(), (int) target.timeout().toMillis());
        socket.getOutputStream()
                .write(
                        """
                        GET /v1/jobs/%s/events HTTP/1.1\r
                        Host: %s\r
                        Authorization: Bearer %s\r
                        Accept: text/event-stream\r
                        \r
                        """
                                .formatted(job, target.url().getRawAuthority(), target.apiKey())
                                .getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }

    private synchronized void reconnect() throws IOException {
        if (closing.getCount() > 0) {
            socket = connect(target, job);
        }
    }

    private void read() {
        try {
            OptionalLong again = follow();
            while (again.isPresent() && !closing.await(again.getAsLong(), TimeUnit.SECONDS)) {
                reconnect();
                again = follow();
            }
        } catch (IOException e) {
            fault = "broken: " + e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            opened.countDown();
            ended.countDown();
        }
    }

    /**
     * Reads until there is no more.
     *
     * @return after how many seconds to ask again, if the server said so
     */
    private OptionalLong follow() throws IOException {
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8),
                        BUFFER)) {
            String status = lines.readLine();
            if (status == null || !status.contains(" 200")) {
                return refused(status, lines);
            }
            fault = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                opened.countDown();
                if (line.startsWith("data: ") && told(line.substring("data: ".length()))) {
                    return OptionalLong.empty();
                }
            }
            fault = "the stream ended before the job";
            return OptionalLong.empty();
        }
    }

    private OptionalLong refused(@Nullable String status, BufferedReader lines) throws IOException {
        fault = "refused: " + status;
        OptionalLong again = OptionalLong.empty();
        String line = lines.readLine();
        while (line != null && !line.isEmpty()) {
            Matcher header = RETRY_AFTER.matcher(line);
            if (header.matches()) {
                again = OptionalLong.of(Long.parseLong(header.group(1)));
            }
            line = lines.readLine();
        }
        return status != null && status.contains(" 503") ? again : OptionalLong.empty();
    }

    /** Whether that was the last. */
    private boolean told(String data) throws IOException {
        long now = clock.millis();
        JsonNode job = MAPPER.readTree(data);
        long version = job.path("version").asLong();
        if (!versions.isEmpty() && version != versions.getLast() + 1) {
            fault = "version %d behind %s".formatted(version, versions);
        }
        versions.add(version);
        boolean last = job.path("terminal").asBoolean();
        if (last) {
            long end = Instant.parse(job.path("finishedAt").asText()).toEpochMilli();
            wakeMillis = Optional.of(Math.max(0, now - end));
        }
        return last;
    }

    @Override
    public synchronized void close() throws IOException {
        closing.countDown();
        socket.close();
    }
}
