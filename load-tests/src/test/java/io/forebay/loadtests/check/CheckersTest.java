package io.forebay.loadtests.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.loadtests.history.Event;
import io.forebay.loadtests.history.Kind;
import io.forebay.loadtests.history.Value;
import io.forebay.loadtests.history.What;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A good history passes; each way of spoiling it is found by the checker that is there for it. */
class CheckersTest {

    private static final double LIMIT = 0.5;

    @Test
    void aGoodHistoryPassesAndEveryCheckerHasLookedAtSomething() {
        List<Verdict> verdicts = Checkers.check(good(), LIMIT);

        assertThat(verdicts)
                .allSatisfy(verdict -> {
                    assertThat(verdict.findings()).as(verdict.checker()).isEmpty();
                    assertThat(verdict.looked()).as(verdict.checker()).isPositive();
                });
        assertThat(verdicts).extracting(Verdict::checker).doesNotHaveDuplicates();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("spoiled")
    void aSpoiledHistoryIsFoundByTheCheckerThatIsThereForIt(
            String checker, String how, UnaryOperator<List<Event>> spoil) {
        List<Event> history = spoil.apply(good());

        assertThat(Checkers.check(history, LIMIT))
                .filteredOn(verdict -> verdict.checker().equals(checker))
                .singleElement()
                .satisfies(verdict -> {
                    assertThat(verdict.findings()).as(how).isNotEmpty();
                    assertThat(verdict.findings().getFirst().toString()).contains("Event[");
                });
    }

    static Stream<Arguments> spoiled() {
        return Stream.of(
                spoil("nothing-lost", "no end in the log", without(What.LOG)),
                spoil("nothing-lost", "no poll sees the end", without(What.POLL)),
                spoil("nothing-lost", "it is not in the feed", without(What.FEED)),
                spoil("one-end", "ended twice in the log", with(log("succeeded", 3))),
                spoil(
                        "one-end",
                        "the feed shows another state",
                        with(read("feed-a", What.FEED, "failed", 3, true, "d1"))),
                spoil(
                        "one-end",
                        "the events show another document",
                        with(read("events", What.EVENTS, "succeeded", 3, true, "d2"))),
                spoil(
                        "one-end",
                        "a second answer to the submission shows another version",
                        with(read("client-1", What.SUBMIT, "succeeded", 1, true, "d1"))),
                spoil(
                        "time-grows",
                        "running, then queued",
                        with(read("poll", What.POLL, "queued", 1, false, ""))),
                spoil(
                        "time-grows",
                        "an end is taken back",
                        with(read("poll", What.POLL, "running", 4, false, ""))),
                spoil(
                        "feed-once",
                        "twice in a feed",
                        with(read("feed-a", What.FEED, "succeeded", 3, true, "d1"))),
                spoil(
                        "one-job-per-key",
                        "a retry is another job",
                        with(event("client-1", Kind.OK, What.SUBMIT, "k1", "j2", Value.NONE))),
                spoil(
                        "one-job-per-key",
                        "another key is the same job",
                        with(event("client-2", Kind.OK, What.SUBMIT, "k2", "j1", Value.NONE))),
                spoil("right-end", "a good job failed", replacing("succeeded", "failed")),
                spoil("right-end", "a wrong output", CheckersTest::wrongOutput),
                spoil("in-time", "a minute and more past its deadline", CheckersTest::late),
                spoil("told", "nobody was told", without(What.WEBHOOK)),
                spoil(
                        "told",
                        "only refused attempts",
                        history ->
                                map(
                                        history,
                                        event ->
                                                event.what() == What.WEBHOOK
                                                        ? kind(event, Kind.INFO)
                                                        : event)),
                spoil("told", "under two ids", with(webhook("d1", "m2"))),
                spoil("told", "another document", with(webhook("d2", "m1"))),
                spoil("apart", "a stranger reads it", with(foreign("200"))),
                spoil(
                        "fenced",
                        "landed by another flight's run",
                        history ->
                                map(
                                        history,
                                        event ->
                                                event.what() == What.RUN
                                                        ? event(
                                                                "w",
                                                                Kind.OK,
                                                                What.RUN,
                                                                "",
                                                                "j9",
                                                                event.value())
                                                        : event)),
                spoil("economical", "run again", with(run())));
    }

    private static List<Event> good() {
        return new ArrayList<>(
                List.of(
                        event(
                                "client-1",
                                Kind.INVOKE,
                                What.SUBMIT,
                                "k1",
                                "",
                                Value.offer("SUCCESS", 10_000, true)),
                        event("client-1", Kind.OK, What.SUBMIT, "k1", "j1", Value.NONE),
                        foreign("404"),
                        read("poll", What.POLL, "running", 2, false, ""),
                        read("events", What.EVENTS, "queued", 1, false, ""),
                        read("events", What.EVENTS, "succeeded", 3, true, "d1"),
                        read("poll", What.POLL, "succeeded", 3, true, "d1"),
                        webhook("d1", "m1"),
                        read("feed-a", What.FEED, "succeeded", 3, true, "d1"),
                        log("succeeded", 3),
                        run()));
    }

    private static Event run() {
        return event("w", Kind.OK, What.RUN, "", "j1", Value.NONE.withId("w 1-2"));
    }

    private static Event foreign(String status) {
        return event("stranger", Kind.OK, What.FOREIGN, "", "j1", Value.detail(status));
    }

    private static Event webhook(String digest, String id) {
        return event(
                "receiver-0",
                Kind.OK,
                What.WEBHOOK,
                "",
                "j1",
                Value.seen("succeeded", 3, true, digest).withId(id));
    }

    private static Event log(String state, long version) {
        return event(
                "log",
                Kind.OK,
                What.LOG,
                "",
                "j1",
                Value.seen(state, version, true, "").withDeadline(9_000).withId("w 1-2"));
    }

    private static Event read(
            String proc, What what, String state, long version, boolean terminal, String digest) {
        return event(proc, Kind.OK, what, "k1", "j1", Value.seen(state, version, terminal, digest));
    }

    private static Event event(
            String proc, Kind kind, What what, String key, String job, Value value) {
        return new Event(1, proc, kind, what, "a", key, job, value);
    }

    private static Event kind(Event event, Kind kind) {
        return event(event.proc(), kind, event.what(), event.key(), event.job(), event.value());
    }

    private static List<Event> wrongOutput(List<Event> history) {
        return map(
                history,
                event ->
                        event.what() == What.POLL && event.value().terminal()
                                ? event(
                                        event.proc(),
                                        Kind.OK,
                                        What.POLL,
                                        "k1",
                                        "j1",
                                        event.value().withDetail(Checkers.wrongOutput()))
                                : event);
    }

    private static List<Event> late(List<Event> history) {
        return map(
                history,
                event ->
                        event.what() == What.LOG
                                ? event(
                                        "log",
                                        Kind.OK,
                                        What.LOG,
                                        "",
                                        "j1",
                                        event.value().withDeadline(10_000 + 60_001))
                                : event);
    }

    private static UnaryOperator<List<Event>> replacing(String state, String other) {
        return history ->
                map(
                        history,
                        event ->
                                event.value().state().equals(state)
                                        ? event(
                                                event.proc(),
                                                event.kind(),
                                                event.what(),
                                                event.key(),
                                                event.job(),
                                                Value.seen(
                                                        other,
                                                        event.value().version(),
                                                        event.value().terminal(),
                                                        event.value().digest()))
                                        : event);
    }

    private static List<Event> map(List<Event> history, UnaryOperator<Event> change) {
        return history.stream().map(change).toList();
    }

    private static UnaryOperator<List<Event>> with(Event event) {
        return history -> Stream.concat(history.stream(), Stream.of(event)).toList();
    }

    private static UnaryOperator<List<Event>> without(What what) {
        return history -> history.stream().filter(event -> event.what() != what).toList();
    }

    private static Arguments spoil(String checker, String how, UnaryOperator<List<Event>> spoil) {
        return Arguments.of(checker, how, spoil);
    }
}
