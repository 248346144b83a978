package io.forebay.results.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.wire.DeliveryOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LaneTest {

    private static final LaneKey KEY = new LaneKey("acme", "a.example");

    private final Share share = Share.of(0);
    private final Lane lane = new Lane(new LaneConfig(2, 3, 4, 100, 2));

    @Test
    void runsNoMoreAtOnceThanAllowedAndQueuesNoMore() {
        for (int i = 0; i < 3; i++) {
            assertThat(lane.offer(delivery("m" + i))).isTrue();
        }
        assertThat(lane.offer(delivery("m3"))).isFalse();

        assertThat(begun(0)).containsExactly("m0", "m1");
        lane.end("m0", true);
        assertThat(begun(0)).containsExactly("m2");
    }

    @Test
    void aHostThatFailsGetsOneCallAtATimeUntilItAnswersAgain() {
        lane.offer(delivery("a"));
        lane.offer(delivery("b"));
        begun(0);
        lane.end("a", false);
        lane.end("b", false);
        lane.offer(delivery("c"));
        lane.offer(delivery("d"));
        lane.offer(delivery("e"));

        assertThat(begun(0)).containsExactly("c");
        lane.end("c", true);
        assertThat(begun(0)).containsExactly("d", "e");
    }

    @Test
    void whatIsParkedBeginsWhenItIsDueAndTakesTurnsWithTheFresh() {
        lane.park(parked("p1", 100));
        lane.park(parked("p2", 200));
        lane.offer(delivery("f1"));
        lane.offer(delivery("f2"));

        assertThat(begun(150)).containsExactly("f1", "p1");
        lane.end("f1", true);
        lane.end("p1", true);
        assertThat(begun(150)).containsExactly("f2");
        assertThat(begun(250)).containsExactly("p2");
    }

    @Test
    void ofTwoRecordsOfADeliveryTheLaterOneCounts() {
        lane.park(parked("p", 100));
        lane.park(new Parked("p", KEY, share, 7, 300));

        assertThat(begun(200)).isEmpty();
        assertThat(begun(300)).containsExactly("p");
        assertThat(lane.owes("p")).isTrue();
        lane.end("p", true);
        assertThat(lane.owes("p")).isFalse();
        assertThat(lane.isIdle()).isTrue();
    }

    @Test
    void whatAnotherProcessTookOverIsLetGo() {
        lane.park(parked("p", 100));
        share.end();

        assertThat(begun(200)).isEmpty();
        assertThat(lane.isIdle()).isTrue();
    }

    @Test
    void whatWasForgottenIsNotBegun() {
        lane.park(parked("p", 100));
        lane.forget("p");

        assertThat(begun(200)).isEmpty();
        assertThat(lane.isIdle()).isTrue();
    }

    @Test
    void aDeliveryIsNotInMemoryTwice() {
        assertThat(lane.offer(delivery("m"))).isTrue();
        assertThat(lane.offer(delivery("m"))).isFalse();
    }

    private List<String> begun(long now) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Optional<Lane.Work> work = lane.begin(now);
            if (work.isEmpty()) {
                break;
            }
            ids.add(work.get().id());
        }
        return ids;
    }

    private Delivery delivery(String id) {
        return new Delivery(
                DeliveryOrder.newBuilder().setId(id).build(), share, 0, 0, false, () -> {});
    }

    private Parked parked(String id, long dueAt) {
        return new Parked(id, KEY, share, 1, dueAt);
    }
}
