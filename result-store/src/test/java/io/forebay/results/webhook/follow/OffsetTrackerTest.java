package io.forebay.results.webhook.follow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OffsetTrackerTest {

    private final OffsetTracker tracker = new OffsetTracker(10);

    @Test
    void whatIsUnderWayHoldsTheOffsetBack() {
        tracker.begin(10);
        tracker.begin(12);
        tracker.reached(20);
        assertThat(tracker.committable()).isEqualTo(10);

        tracker.end(12);
        assertThat(tracker.committable()).isEqualTo(10);
        tracker.end(10);
        assertThat(tracker.committable()).isEqualTo(20);
    }

    @Test
    void nothingUnderWayLetsEverythingThatWasReadBeCommitted() {
        assertThat(tracker.committable()).isEqualTo(10);
        tracker.reached(15);
        assertThat(tracker.committable()).isEqualTo(15);
    }
}
