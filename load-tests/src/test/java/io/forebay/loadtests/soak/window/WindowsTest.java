package io.forebay.loadtests.soak.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.loadtests.check.Verdict;
import io.forebay.loadtests.history.Event;
import io.forebay.loadtests.history.Kind;
import io.forebay.loadtests.history.Value;
import io.forebay.loadtests.history.What;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WindowsTest {

    private static final long QUIET = 60_000;
    private static final long PATIENCE = 300_000;

    private final List<String> ends = new ArrayList<>();
    private final Windows windows =
            new Windows(
                    new Windows.Limits(
                            Duration.ofMillis(QUIET), Duration.ofMillis(PATIENCE), 1_000, 0.1),
                    event -> ends.add(event.job()));

    /** Ways to break a promise, each with who must find it; the event comes at a time. */
    enum Breach {
        ENDED_TWICE("one-end") {
            @Override
            Event at(long t) {
                return log(t, "j1", "failed", 4);
            }
        },
        ANOTHER_END_IN_THE_FEED("one-end") {
            @Override
            Event at(long t) {
                return read(t, "feed-b", What.FEED, "j1", "failed", 3, true, "d2");
            }
        },
        TIME_BACKWARDS("time-grows") {
            @Override
            Event at(long t) {
                return read(t, "poll", What.POLL, "j1", "queued", 1, false, "");
            }
        },
        TWICE_IN_A_FEED("feed-once") {
            @Override
            Event at(long t) {
                return read(t, "feed-a", What.FEED, "j1", "succeeded", 3, true, "d1");
            }
        },
        TWO_JOBS_OF_A_KEY("one-job-per-key") {
            @Override
            Event at(long t) {
                return submit(t, Kind.OK, "k1", "j2");
            }
        },
        TOLD_UNDER_TWO_IDS("told") {
            @Override
            Event at(long t) {
                return webhook(t, "j1", "m2");
            }
        },
        READ_BY_A_STRANGER("apart") {
            @Override
            Event at(long t) {
                return new Event(
                        t, "stranger", Kind.OK, What.FOREIGN, "b", "", "j1", Value.detail("200"));
            }
        };

        private final String checker;

        Breach(String checker) {
            this.checker = checker;
        }

        abstract Event at(long t);
    }

    @Test
    void aGoodHistoryIsJudgedAndForgotten() {
        for (int number = 0; number < 500; number++) {
            good(number * 1_000L, "k" + number, "j" + number);
            windows.judge(number * 1_000L + 500);
            // A job is over after 500 ms, and quiet 60 s later.
            assertThat(windows.open()).isLessThanOrEqualTo(62);
        }
        windows.judgeAll();

        assertThat(windows.open()).isZero();
        assertThat(windows.judged()).isEqualTo(500);
        assertThat(ends).hasSize(500).doesNotHaveDuplicates();
        assertThat(windows.verdicts())
                .allSatisfy(verdict -> {
                    assertThat(verdict.findings()).as(verdict.checker()).isEmpty();
                    assertThat(verdict.looked()).as(verdict.checker()).isGreaterThanOrEqualTo(500);
                });
    }

    @ParameterizedTest
    @EnumSource
    void aBreachIsFoundWithinAWindow(Breach breach) {
        good(0, "k1", "j1");
        windows.accept(breach.at(1_000));
        windows.judge(1_000 + QUIET);

        assertThat(broken()).contains(breach.checker);
    }

    @ParameterizedTest
    @EnumSource
    void aBreachIsFoundOverTheEdgeOfWindows(Breach breach) {
        good(0, "k1", "j1");
        for (long now = 5_000; now < QUIET; now += 5_000) {
            windows.judge(now);
            good(now, "k" + now, "j" + now);
        }
        windows.accept(breach.at(QUIET - 1));
        windows.judge(QUIET + 499);
        assertThat(broken()).isEmpty();
        windows.judge(2 * QUIET);

        assertThat(broken()).contains(breach.checker);
    }

    @Test
    void whoeverTellsOfAJobThatWasJudgedIsLate() {
        good(0, "k1", "j1");
        windows.judge(2 * QUIET);
        assertThat(windows.open()).isZero();
        windows.accept(read(3 * QUIET, "last", What.POLL, "j1", "succeeded", 3, true, "d1"));
        windows.accept(webhook(3 * QUIET, "j1", "m1"));
        windows.judge(3 * QUIET);
        assertThat(broken()).isEmpty();

        windows.accept(Breach.ENDED_TWICE.at(3 * QUIET));
        windows.judge(3 * QUIET);
        assertThat(broken()).containsExactly(Windows.STILL);
        assertThat(windows.open()).isZero();
    }

    @Test
    void aKeyThatIsAnotherJobAfterItWasJudgedIsFound() {
        good(0, "k1", "j1");
        windows.judge(2 * QUIET);
        windows.accept(submit(3 * QUIET, Kind.OK, "k1", "j1"));
        windows.judge(3 * QUIET);
        assertThat(broken()).isEmpty();

        windows.accept(submit(3 * QUIET, Kind.OK, "k1", "j2"));
        windows.judge(3 * QUIET);
        assertThat(broken()).containsExactly(Windows.STILL);
    }

    @Test
    void anotherKeyThatIsAJobWhichWasJudgedIsFound() {
        good(0, "k1", "j1");
        windows.judge(2 * QUIET);
        windows.accept(submit(3 * QUIET, Kind.INVOKE, "k2", ""));
        windows.accept(submit(3 * QUIET, Kind.OK, "k2", "j1"));
        windows.judge(3 * QUIET);

        assertThat(broken()).containsExactly(Windows.STILL);
    }

    @Test
    void aKeyThatWasOfferedBeyondItsWindowIsCountedAndNoBreach() {
        String one = "job_06h2gq27qu62pa0v4lu3hmbi2mmkk4p0bvmka1sc";
        String other = "job_06h2gqd7cu62pa0v4lu3hmbi2mmkki9p7sgd778s";
        good(0, "k1", one);
        windows.accept(submit(1_000, Kind.OK, "k1", other));
        windows.accept(run(1_090, other));
        windows.accept(log(1_100, other, "succeeded", 3));
        windows.judge(2 * QUIET);
        windows.accept(submit(3 * QUIET, Kind.OK, "k1", other));
        windows.judge(3 * QUIET);

        assertThat(broken()).isEmpty();
        assertThat(windows.offeredBeyond()).isEqualTo(2);
        assertThat(windows.open()).isZero();

        // Of another content, so of another route.
        good(4 * QUIET, "k2", one.replace("06h2gq27qu62", "07h2gq27qu62"));
        windows.accept(
                submit(4 * QUIET, Kind.OK, "k2", other.replace("06h2gqd7cu62", "07h2gqd7cu63")));
        windows.judge(10 * QUIET);
        assertThat(broken()).contains("one-job-per-key");
    }

    @Test
    void aJobThatIsSeenToEndByNobodyIsLostWhenPatienceIsOver() {
        windows.accept(submit(0, Kind.INVOKE, "k1", ""));
        windows.accept(submit(10, Kind.OK, "k1", "j1"));
        for (long now = 0; now < PATIENCE; now += 5_000) {
            // Somebody asks for it all the time.
            windows.accept(read(now, "poll", What.POLL, "j1", "queued", 1, false, ""));
            windows.judge(now);
        }
        assertThat(broken()).isEmpty();
        windows.judge(PATIENCE + 10);

        assertThat(broken()).containsExactly("nothing-lost");
        assertThat(windows.open()).isZero();
    }

    @Test
    void aJobThatIsToldToNobodyIsFound() {
        good(0, "k1", "j1", false);
        windows.judge(2 * QUIET);
        assertThat(windows.open()).isOne();
        windows.judge(PATIENCE + 1_000);

        assertThat(broken()).containsExactly("told");
    }

    @Test
    void whatIsSeenBeforeTheAnswerToItsOfferBelongsToIt() {
        windows.accept(submit(0, Kind.INVOKE, "k1", ""));
        windows.accept(log(5, "j1", "succeeded", 3));
        windows.accept(read(6, "feed-a", What.FEED, "j1", "succeeded", 3, true, "d1"));
        windows.accept(run(7, "j1"));
        assertThat(windows.open()).isEqualTo(2);
        windows.accept(submit(10, Kind.OK, "k1", "j1"));
        windows.accept(read(20, "poll", What.POLL, "j1", "succeeded", 3, true, "d1"));
        windows.accept(webhook(30, "j1", "m1"));
        assertThat(windows.open()).isOne();
        windows.judge(30 + QUIET);

        assertThat(windows.open()).isZero();
        assertThat(broken()).isEmpty();
    }

    @Test
    void runsAreCountedOverAllWindows() {
        for (int number = 0; number < 9; number++) {
            good(number, "k" + number, "j" + number);
        }
        windows.accept(run(100, "j0"));
        windows.judge(10 + 2 * QUIET);
        assertThat(broken()).containsExactly("economical");

        for (int number = 9; number < 11; number++) {
            good(3 * QUIET, "k" + number, "j" + number);
        }
        windows.judge(5 * QUIET);
        // One of eleven is within one of ten.
        assertThat(broken()).isEmpty();
    }

    private List<String> broken() {
        return windows.verdicts().stream()
                .filter(verdict -> !verdict.kept())
                .map(Verdict::checker)
                .collect(Collectors.toList());
    }

    private void good(long t, String key, String job) {
        good(t, key, job, true);
    }

    private void good(long t, String key, String job, boolean told) {
        windows.accept(submit(t, Kind.INVOKE, key, ""));
        windows.accept(submit(t + 10, Kind.OK, key, job));
        windows.accept(
                new Event(
                        t + 20,
                        "stranger",
                        Kind.OK,
                        What.FOREIGN,
                        "b",
                        "",
                        job,
                        Value.detail("404")));
        windows.accept(read(t + 100, "poll", What.POLL, job, "running", 2, false, ""));
        windows.accept(run(t + 200, job));
        windows.accept(log(t + 210, job, "succeeded", 3));
        windows.accept(read(t + 220, "poll", What.POLL, job, "succeeded", 3, true, "d1"));
        windows.accept(read(t + 230, "feed-a", What.FEED, job, "succeeded", 3, true, "d1"));
        if (told) {
            windows.accept(webhook(t + 500, job, "m1"));
        }
    }

    private static Event submit(long t, Kind kind, String key, String job) {
        Value value = kind == Kind.INVOKE ? Value.offer("SUCCESS", t + 10_000, true) : Value.NONE;
        return new Event(t, "client", kind, What.SUBMIT, "a", key, job, value);
    }

    private static Event read(
            long t,
            String proc,
            What what,
            String job,
            String state,
            long version,
            boolean terminal,
            String digest) {
        return new Event(
                t, proc, Kind.OK, what, "a", "", job, Value.seen(state, version, terminal, digest));
    }

    private static Event log(long t, String job, String state, long version) {
        return new Event(
                t,
                "log",
                Kind.OK,
                What.LOG,
                "a",
                "",
                job,
                Value.seen(state, version, true, "").withDeadline(t).withId("w 1-2"));
    }

    private static Event run(long t, String job) {
        return new Event(t, "w", Kind.OK, What.RUN, "", "", job, Value.NONE.withId("w 1-2"));
    }

    private static Event webhook(long t, String job, String id) {
        return new Event(
                t,
                "receiver-0",
                Kind.OK,
                What.WEBHOOK,
                "",
                "",
                job,
                Value.seen("succeeded", 3, true, "d1").withId(id));
    }
}
