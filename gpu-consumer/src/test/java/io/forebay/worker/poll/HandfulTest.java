package io.forebay.worker.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.worker.attempt.Attempt;
import io.forebay.worker.fake.Items;
import io.forebay.worker.poll.Handful.Held;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

final class HandfulTest {

    private final Handful hand = new Handful();

    @Test
    void keepsWhatIsDoneUntilItsLockIsRenewed() {
        Held one = take(0);
        one.sendAway(1);
        one.attempt().finish();
        assertThat(hand.takeDone()).isEmpty();
        assertThat(hand.present()).isEmpty();

        assertThat(hand.takeBack(record(0))).isTrue();
        assertThat(hand.takeDone()).containsExactly(one);
        assertThat(hand.isEmpty()).isTrue();
    }

    @Test
    void letsGoOfWhatIsAwayWithoutGivingItBack() {
        Held away = take(0);
        Held here = take(1);
        Held running = take(2);
        assertThat(running.attempt().begin()).isTrue();
        away.sendAway(1);

        assertThat(hand.takeWaiting()).containsExactly(here);
        assertThat(hand.contains(running)).isTrue();
        assertThat(hand.size()).isEqualTo(1);
        // It is nobody's here any more.
        assertThat(hand.takeBack(record(0))).isFalse();
        assertThat(away.attempt().begin()).isFalse();
    }

    @Test
    void losesOnlyWhatHasBeenAwayTooLong() {
        Held early = take(0);
        Held late = take(1);
        Held here = take(2);
        early.sendAway(1);
        late.sendAway(2);

        assertThat(hand.takeLost(2)).containsExactly(early);
        assertThat(early.attempt().begin()).isFalse();
        assertThat(late.attempt().begin()).isTrue();
        assertThat(hand.contains(here)).isTrue();
    }

    private Held take(int offset) {
        return hand.take(
                record(offset),
                whenFinished ->
                        new Attempt(Items.item(offset).build(), Instant.EPOCH, whenFinished));
    }

    private static ConsumerRecord<byte[], byte[]> record(int offset) {
        return new ConsumerRecord<>("topic", 0, offset, new byte[0], new byte[0]);
    }
}
