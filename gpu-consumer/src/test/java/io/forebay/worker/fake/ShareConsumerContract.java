package io.forebay.worker.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What workers rely on in a member of a share group: the fake and the real one pass. */
@Timeout(120)
public abstract class ShareConsumerContract {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(100);

    /** A subscribed member of the group of a topic with one partition. */
    protected abstract ShareConsumer<byte[], byte[]> member(int maxPollRecords);

    /** Appends so many records. */
    protected abstract void send(int records);

    /** How long a lock lasts. */
    protected abstract Duration lock();

    @Test
    protected void takesNoMoreThanItAsksFor() {
        send(5);
        try (ShareConsumer<byte[], byte[]> member = member(2)) {
            List<ConsumerRecord<byte[], byte[]>> first = take(member);
            assertThat(first).extracting(ConsumerRecord::offset).containsExactly(0L, 1L);
            accept(member, first);
            assertThat(take(member)).extracting(ConsumerRecord::offset).containsExactly(2L, 3L);
        }
    }

    @Test
    protected void saysInAMetricWhenItHasBeenAssignedPartitions() {
        try (ShareConsumer<byte[], byte[]> member = member(1)) {
            assertThat(rebalances(member)).isZero();
            send(1);
            take(member);
            assertThat(rebalances(member)).isPositive();
        }
    }

    @Test
    protected void doesNotPollWhileARecordIsNotAcknowledged() {
        send(2);
        try (ShareConsumer<byte[], byte[]> member = member(2)) {
            List<ConsumerRecord<byte[], byte[]>> both = take(member);
            member.acknowledge(both.getFirst(), AcknowledgeType.ACCEPT);
            assertThatThrownBy(() -> member.poll(POLL)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    protected void countsTheDeliveriesOfWhatIsReleased() {
        send(1);
        try (ShareConsumer<byte[], byte[]> member = member(1);
                ShareConsumer<byte[], byte[]> other = member(1)) {
            ConsumerRecord<byte[], byte[]> first = take(member).getFirst();
            assertThat(first.deliveryCount()).contains((short) 1);
            member.acknowledge(first, AcknowledgeType.RELEASE);
            var _ = member.commitSync();

            ConsumerRecord<byte[], byte[]> again = take(other).getFirst();
            assertThat(again.offset()).isZero();
            assertThat(again.deliveryCount()).contains((short) 2);
        }
    }

    @Test
    protected void givesWhatLostItsLockToAnother() {
        send(1);
        try (ShareConsumer<byte[], byte[]> member = member(1);
                ShareConsumer<byte[], byte[]> other = member(1)) {
            long began = System.nanoTime();
            ConsumerRecord<byte[], byte[]> held = take(member).getFirst();
            ConsumerRecord<byte[], byte[]> again = take(other).getFirst();

            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isGreaterThan(lock().dividedBy(2));
            assertThat(again.deliveryCount()).contains((short) 2);
            // Too late: it stays the other's.
            member.acknowledge(held, AcknowledgeType.ACCEPT);
            var _ = member.commitSync();
            other.acknowledge(again, AcknowledgeType.RENEW);
            var _ = other.commitSync();
            assertThat(other.poll(Duration.ZERO)).hasSize(1);
        }
    }

    @Test
    protected void givesWhatIsRenewedBackToItsMemberAndNothingBeside() throws Exception {
        send(3);
        try (ShareConsumer<byte[], byte[]> member = member(2);
                ShareConsumer<byte[], byte[]> other = member(2)) {
            List<ConsumerRecord<byte[], byte[]>> held = take(member);
            accept(other, take(other));
            for (int renewals = 0; renewals < 6; renewals++) {
                Thread.sleep(lock().dividedBy(4));
                held.forEach(record -> member.acknowledge(record, AcknowledgeType.RENEW));
                var _ = member.commitSync();
                assertThatThrownBy(
                                () -> member.acknowledge(held.getFirst(), AcknowledgeType.ACCEPT))
                        .isInstanceOf(IllegalStateException.class);
                List<ConsumerRecord<byte[], byte[]>> back = new ArrayList<>();
                member.poll(Duration.ZERO).forEach(back::add);
                assertThat(back).extracting(ConsumerRecord::offset).containsExactly(0L, 1L);
                assertThat(other.poll(Duration.ZERO)).isEmpty();
            }
            accept(member, held);
        }
    }

    @Test
    protected void releasesWhatAMemberLeavesBehind() {
        send(1);
        ShareConsumer<byte[], byte[]> member = member(1);
        take(member);
        member.close(Duration.ofSeconds(5));
        try (ShareConsumer<byte[], byte[]> other = member(1)) {
            assertThat(take(other).getFirst().deliveryCount()).contains((short) 2);
        }
    }

    private static double rebalances(ShareConsumer<byte[], byte[]> member) {
        return member.metrics().entrySet().stream()
                .filter(one -> one.getKey().name().equals("rebalance-total"))
                .mapToDouble(one -> (Double) one.getValue().metricValue())
                .sum();
    }

    private static void accept(
            ShareConsumer<byte[], byte[]> member, List<ConsumerRecord<byte[], byte[]>> records) {
        records.forEach(record -> member.acknowledge(record, AcknowledgeType.ACCEPT));
        var _ = member.commitSync();
    }

    private static List<ConsumerRecord<byte[], byte[]>> take(ShareConsumer<byte[], byte[]> member) {
        List<ConsumerRecord<byte[], byte[]>> taken = new ArrayList<>();
        await().atMost(PATIENCE)
                .pollInSameThread()
                .until(() -> {
                    member.poll(POLL).forEach(taken::add);
                    return !taken.isEmpty();
                });
        return taken;
    }
}
