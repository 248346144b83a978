package io.forebay.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.client.testing.TestingForebay;
import io.forebay.client.testing.TestingForebay.Reply;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventStreamsTest {

    private static final String EVENTS = "GET /v1/jobs/job_1/events";

    private final TestingForebay server = new TestingForebay();
    private final Clients clients = new Clients(server);

    @AfterEach
    void close() {
        clients.close();
        server.close();
    }

    @Test
    void tellsEachStateOnceAcrossBrokenConnections() {
        server.answer(
                EVENTS,
                stream(event(1, "queued", false) + ": beat\n\n" + event(2, "running", false)),
                stream("").breaking(),
                stream(event(2, "running", false) + event(3, "succeeded", true)));

        List<String> states = new ArrayList<>();
        try (JobEvents events = clients.client.events("job_1")) {
            events.forEachRemaining(job -> states.add(job.state()));
        }

        assertThat(states).containsExactly("queued", "running", "succeeded");
        assertThat(server.asked().get(1).header("Last-event-id")).isEqualTo("2");
        assertThat(server.asked().getFirst().headers()).doesNotContainKey("Last-event-id");
        assertThat(server.asked().getFirst().header("Accept")).isEqualTo("text/event-stream");
    }

    @Test
    void ignoresAnEventThatBrokeOff() {
        server.answer(
                EVENTS,
                stream(event(1, "queued", false) + "id: 9\nda").breaking(),
                stream(event(2, "failed", true)));

        try (JobEvents events = clients.client.events("job_1")) {
            assertThat(events.next().version()).isEqualTo(1);
            assertThat(events.next().state()).isEqualTo("failed");
            assertThat(events.hasNext()).isFalse();
        }
        assertThat(server.last().header("Last-event-id")).isEqualTo("1");
    }

    @Test
    void waitsBetweenConnectionsAsLongAsTheServerAsks() {
        server.answer(
                EVENTS,
                stream("retry: 1234\n\n" + event(1, "queued", false)),
                stream(event(2, "failed", true)));

        try (JobEvents events = clients.client.events("job_1")) {
            events.forEachRemaining(job -> {});
        }

        assertThat(clients.pauses).containsExactly(Duration.ofMillis(1234));
    }

    @Test
    void givesUpAStreamThatAlwaysEndsAtOnce() {
        server.answer(EVENTS, stream(""));

        try (JobEvents events = clients.client.events("job_1")) {
            assertThatThrownBy(events::hasNext).isInstanceOf(UnreachableException.class);
        }
        assertThat(server.asked()).hasSizeLessThan(30);
    }

    @Test
    void doesNotInsistWhereItIsRefused() {
        server.answer(EVENTS, Reply.problem(410, "gone", ""));

        try (JobEvents events = clients.client.events("job_1")) {
            assertThatThrownBy(events::hasNext).hasMessageContaining("gone");
        }
    }

    @Test
    void givesEachCompletionOfTheFeedWithItsCursor() {
        server.answer(
                "GET /v1/feed?cursor=c%2F1",
                stream("id: c/2\ndata: " + job(3, "failed", true) + "\n\n"),
                stream("id: c/3\ndata: " + job(2, "succeeded", true) + "\n\n"));

        try (Feed feed = clients.client.feed("c/1")) {
            assertThat(feed.next()).map(Feed.Entry::cursor).contains("c/2");
            assertThat(feed.next()).map(entry -> entry.job().state()).contains("succeeded");
        }
        assertThat(server.last().header("Last-event-id")).isEqualTo("c/2");
    }

    @Test
    void goesOnBehindAHeartbeatThatMovedTheCursor() {
        server.answer(
                "GET /v1/feed",
                stream(": heartbeat\nid: c9\n\nid: c10\ndat").breaking(),
                stream("id: c11\ndata: " + job(2, "succeeded", true) + "\n\n"));

        try (Feed feed = clients.client.feed("")) {
            assertThat(feed.next()).map(Feed.Entry::cursor).contains("c11");
        }
        assertThat(server.last().header("Last-event-id")).isEqualTo("c9");
    }

    @Test
    void endsWhereTheServerSaysThatNothingMoreComes() {
        server.answer(
                EVENTS,
                stream(event(1, "queued", false)),
                new Reply(204, "text/plain", new byte[0], java.util.Map.of(), false));

        try (JobEvents events = clients.client.events("job_1")) {
            assertThat(events.next().state()).isEqualTo("queued");
            assertThat(events.hasNext()).isFalse();
        }
        assertThat(server.asked()).hasSize(2);
    }

    @Test
    void readsTheFormatToTheLetter() throws IOException {
        EventParser parser =
                parser(
                        "\uFEFF: hello\r\n"
                                + "event: a\rdata: one\rdata:two\r\r"
                                + "data\n\n"
                                + "event: lost\n\n"
                                + "id: 7\ndata:  space\nunknown: x\n\n"
                                + "id: bad\0id\ndata: y\n\n"
                                + "data: unfinished");

        assertThat(parser.next()).contains(new ServerSentEvent("", "a", "one\ntwo"));
        assertThat(parser.next()).contains(new ServerSentEvent("", "message", ""));
        assertThat(parser.next()).contains(new ServerSentEvent("7", "message", " space"));
        assertThat(parser.next()).contains(new ServerSentEvent("7", "message", "y"));
        assertThat(parser.next()).isEqualTo(Optional.empty());
    }

    private static EventParser parser(String text) {
        return new EventParser(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "");
    }

    private static Reply stream(String text) {
        return Reply.of("text/event-stream", text.isEmpty() ? ": nothing\n\n" : text);
    }

    private static String event(int version, String state, boolean ended) {
        return "id: %d\nevent: %s\ndata: %s\n\n"
                .formatted(version, state, job(version, state, ended));
    }

    private static String job(int version, String state, boolean ended) {
        return "{\"id\":\"job_1\",\"object\":\"job\",\"state\":\"%s\",\"terminal\":%s,\"version\":%d}"
                .formatted(state, ended, version);
    }
}
