package io.forebay.loadtests.shapes.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.forebay.loadtests.history.Event;
import io.forebay.loadtests.history.Kind;
import io.forebay.loadtests.history.Value;
import io.forebay.loadtests.history.What;
import io.forebay.loadtests.shapes.Seconds;
import org.junit.jupiter.api.Test;

class EndsTest {

    private final Seconds seconds = new Seconds(20);
    private final Ends ends = new Ends(seconds, 2);

    @Test
    void aJobTookFromWhenItWasDueToWhenItsFeedShowedIt() {
        ends.begin(1_000);
        // Due at 5 s of the load, offered a second late, ended at 8 s.
        offer(7_000, "SUCCESS", 10);
        accept(7_100, 10, "j10");
        assertThat(ends.open()).isOne();
        feed(9_000, "j10", "succeeded");

        assertThat(ends.open()).isZero();
        assertThat(seconds.due(5)).isOne();
        assertThat(seconds.percentile(50, 5, 6)).isCloseTo(3_000, within(50.0));
    }

    @Test
    void aFeedMayBeQuickerThanTheAnswerToTheOffer() {
        ends.begin(0);
        offer(0, "SUCCESS", 0);
        feed(90, "j0", "succeeded");
        accept(100, 0, "j0");

        assertThat(ends.open()).isZero();
        assertThat(seconds.percentile(50, 0, 1)).isCloseTo(90, within(2.0));
    }

    @Test
    void aJobThatIsOfferedAgainWhenItHasEndedIsNotOpenAgain() {
        ends.begin(0);
        offer(0, "SUCCESS", 0);
        accept(10, 0, "j0");
        feed(90, "j0", "succeeded");
        offer(100, "SUCCESS", 0);
        accept(110, 0, "j0");

        assertThat(ends.open()).isZero();
        assertThat(seconds.due(0)).isOne();
    }

    @Test
    void jobsWhoseTimeIsShortDoNotCountAndFailuresAreNotRight() {
        ends.begin(0);
        offer(0, "HURRIED", 0);
        accept(10, 0, "j0");
        feed(20, "j0", "expired");
        assertThat(seconds.due(0)).isZero();

        offer(0, "SUCCESS", 1);
        accept(10, 1, "j1");
        feed(20, "j1", "failed");
        assertThat(seconds.notRight(0, 1)).isOne();
    }

    private void offer(long t, String expect, int number) {
        ends.accept(
                new Event(
                        t,
                        "client",
                        Kind.INVOKE,
                        What.SUBMIT,
                        "a",
                        "job-" + number,
                        "",
                        Value.offer(expect, 0, false)));
    }

    private void accept(long t, int number, String job) {
        ends.accept(
                new Event(
                        t, "client", Kind.OK, What.SUBMIT, "a", "job-" + number, job, Value.NONE));
    }

    private void feed(long t, String job, String state) {
        ends.accept(
                new Event(
                        t,
                        "feed-a",
                        Kind.OK,
                        What.FEED,
                        "a",
                        "",
                        job,
                        Value.seen(state, 3, true, "d")));
    }
}
