package io.forebay.worker.withdrawal;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.wire.Withdrawal;
import io.forebay.worker.fake.Items;
import io.forebay.worker.fake.TestClock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class WithdrawalsTest {

    private static final TopicPartition PARTITION = new TopicPartition("forebay.withdrawals", 0);

    private final TestClock clock = new TestClock();
    private final WithdrawnFlights flights = new WithdrawnFlights(3, Duration.ofMinutes(10));

    @Test
    void knowsAFlightByKeyAndId() {
        flights.add(withdrawal(1), clock.millis());

        assertThat(flights.contains(Items.item(1).build())).isTrue();
        assertThat(flights.contains(Items.item(1).setAttempt(2).build())).isTrue();
        assertThat(flights.contains(Items.item(1).setFlightId("a later flight").build())).isFalse();
        assertThat(flights.contains(Items.item(2).setFlightId("flight-1").build())).isFalse();
    }

    @Test
    void forgetsTheOldestWhenThereAreTooMany() {
        for (int number = 1; number <= 4; number++) {
            flights.add(withdrawal(number), clock.millis());
        }

        assertThat(flights.size()).isEqualTo(3);
        assertThat(flights.contains(Items.item(1).build())).isFalse();
        assertThat(flights.contains(Items.item(2).build())).isTrue();
        assertThat(flights.contains(Items.item(4).build())).isTrue();
    }

    @Test
    void forgetsWhatIsOld() {
        flights.add(withdrawal(1), clock.millis());
        clock.advance(Duration.ofMinutes(5));
        flights.add(withdrawal(2), clock.millis());
        clock.advance(Duration.ofMinutes(6));
        flights.add(withdrawal(3), clock.millis());

        assertThat(flights.contains(Items.item(1).build())).isFalse();
        assertThat(flights.contains(Items.item(2).build())).isTrue();
        assertThat(flights.contains(Items.item(3).build())).isTrue();
    }

    @Test
    void readsWhatWasWithdrawnOfLateAndFollows() {
        TimedConsumer consumer = new TimedConsumer(7L);
        WithdrawalReader reader = reader(consumer);
        reader.seek();
        assertThat(consumer.askedFor).isEqualTo(clock.millis() - 600_000);
        byte[] withdrawal = Topics.WITHDRAWALS.value().serializer().serialize("", withdrawal(1));
        consumer.addRecord(new ConsumerRecord<>(PARTITION.topic(), 0, 7, null, new byte[] {-1}));
        consumer.addRecord(new ConsumerRecord<>(PARTITION.topic(), 0, 8, null, null));
        consumer.addRecord(new ConsumerRecord<>(PARTITION.topic(), 0, 9, null, withdrawal));
        reader.turn();

        assertThat(flights.contains(Items.item(1).build())).isTrue();
        assertThat(consumer.position(PARTITION)).isEqualTo(10);
    }

    @Test
    void startsAtTheEndWhenNothingWasWithdrawnOfLate() {
        TimedConsumer consumer = new TimedConsumer(null);
        reader(consumer).seek();

        assertThat(consumer.position(PARTITION)).isEqualTo(40);
    }

    @Test
    void closesItsConsumerWhenStopped() {
        TimedConsumer consumer = new TimedConsumer(7L);
        WithdrawalReader reader = reader(consumer);
        reader.stop();
        reader.run();

        assertThat(consumer.closed()).isTrue();
    }

    private WithdrawalReader reader(TimedConsumer consumer) {
        return new WithdrawalReader(consumer, flights, Duration.ofMinutes(10), clock);
    }

    /** A log of which one offset has a time. */
    private static final class TimedConsumer extends MockConsumer<byte[], byte[]> {
        private final @Nullable Long first;
        private long askedFor;

        TimedConsumer(@Nullable Long first) {
            super("earliest");
            this.first = first;
            updateBeginningOffsets(Map.of(PARTITION, 0L));
            updateEndOffsets(Map.of(PARTITION, 40L));
        }

        @Override
        public synchronized Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(
                Map<TopicPartition, Long> times) {
            askedFor = Optional.ofNullable(times.get(PARTITION)).orElseThrow();
            return first == null
                    ? Map.of()
                    : Map.of(PARTITION, new OffsetAndTimestamp(first, askedFor));
        }
    }

    private Withdrawal withdrawal(int number) {
        return Withdrawal.newBuilder()
                .setFlightKey(Items.key(number))
                .setFlightId("flight-" + number)
                .setWithdrawnAt(clock.millis())
                .build();
    }
}
