package io.forebay.loadtests.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {

    @Test
    void isReadAsItWasWritten(@TempDir Path directory) {
        Path file = directory.resolve("history.jsonl");
        List<Event> written;
        try (History history = History.in(file)) {
            history.add(
                    "poll", Kind.OK, What.POLL, "a", "k", "j", Value.seen("queued", 1, false, ""));
            history.add("w", Kind.INFO, What.FAULT, "", "", "", Value.detail("why").withId("x"));
            history.add(
                    "c", Kind.INVOKE, What.SUBMIT, "a", "k", "", Value.offer("SUCCESS", 7, true));
            written = history.events();
        }

        assertThat(History.read(file)).isEqualTo(written);
    }

    @Test
    void leavesOutWhatIsEmpty(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("history.jsonl");
        try (History history = History.in(file)) {
            history.add(
                    "poll", Kind.OK, What.POLL, "a", "", "j", Value.seen("queued", 1, false, ""));
        }

        assertThat(Files.readString(file))
                .matches(
                        "\\{\"t\":\\d+,\"proc\":\"poll\",\"type\":\"ok\",\"f\":\"poll\",\"tenant\":\"a\",\"job\":\"j\",\"value\":\\{\"state\":\"queued\",\"version\":1}}\n");
    }

    @Test
    void saysWhichLineIsNone(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("history.jsonl"), "{\"t\":1}\nnonsense\n");

        assertThatThrownBy(() -> History.read(file))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("nonsense");
    }

    @Test
    void aHistoryThatPassesEventsOnKeepsNone() {
        List<Event> taken = new ArrayList<>();
        try (History history = History.to(taken::add)) {
            history.add("client-1", Kind.INVOKE, What.SUBMIT, "a", "k", "", Value.NONE);
            history.add("client-1", Kind.OK, What.SUBMIT, "a", "k", "j", Value.NONE);

            assertThat(taken).extracting(Event::kind).containsExactly(Kind.INVOKE, Kind.OK);
            assertThat(history.events()).isEmpty();
        }
    }
}
