package io.forebay.worker.poll;

import io.forebay.schemas.topic.Nudge;
import io.forebay.schemas.topic.Topic;
import io.forebay.schemas.wire.WorkItem;
import io.forebay.worker.attempt.Attempt;
import io.forebay.worker.meter.LaneMeters;
import io.forebay.worker.poll.Handful.Held;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the work of one model's lane as a member of its share group: a handful at a time, and the
 * next when all of that is done. It keeps the locks of what is in hand, and accepts a record only
 * when its attempt is finished.
 */
public final class SharePoller implements Poller {

    private static final Logger LOG = LoggerFactory.getLogger(SharePoller.class);

    private static final int MAX_FAILURES = 10;
    private static final Duration FAILURE_PAUSE = Duration.ofSeconds(1);

    private final ShareConsumer<byte[], byte[]> consumer;
    private final Topic<byte[], WorkItem> topic;
    private final LaneSettings settings;
    private final Intake intake;
    private final InstantSource clock;
    private final LaneMeters meters;
    private final WorkReader reader;
    private final Handful hand = new Handful();
    private final Suspects suspects;
    private final Renewals renewals = new Renewals();
    private int reported;
    private volatile boolean draining;
    private volatile boolean joined;

    /**
     * @param consumer acknowledges explicitly
     */
    public SharePoller(
            ShareConsumer<byte[], byte[]> consumer,
            Topic<byte[], WorkItem> topic,
            LaneSettings settings,
            LoneRuns loneRuns,
            Intake intake,
            InstantSource clock,
            LaneMeters meters) {
        this.consumer = consumer;
        this.topic = topic;
        this.settings = settings;
        this.intake = intake;
        this.clock = clock;
        this.meters = meters;
        this.reader = new WorkReader(SharePoller.class, topic, meters);
        this.suspects = new Suspects(settings.loneRun(), loneRuns, hand);
    }

    @Override
    public boolean hasJoined() {
        return joined;
    }

    @Override
    public void drain() {
        draining = true;
    }

    /**
     * Polls until told to drain.
     *
     * @throws org.apache.kafka.common.KafkaException when Kafka cannot be reached or refuses
     */
    @Override
    public void run() {
        try {
            subscribe();
            while (!draining) {
                turnWithPatience();
            }
            finish();
        } finally {
            suspects.leave();
            report(0);
            consumer.close(settings.revokeTimeout());
        }
    }

    void subscribe() {
        consumer.setAcknowledgementCommitCallback(new Acknowledged(topic.name(), meters));
        consumer.subscribe(List.of(topic.name()));
    }

    void turn() {
        if (hand.isEmpty()) {
            take(consumer.poll(settings.commitInterval()));
        } else {
            hand.awaitOne(settings.commitInterval());
            acceptDone();
            renewWhenDue();
        }
        suspects.next().ifPresent(attempt -> intake.accept(List.of(attempt)));
        report(hand.size());
        joined = joined || hasAssignment();
    }

    /** Takes nothing more, gives back what has not begun, and waits for the rest. */
    void finish() {
        draining = true;
        hand.takeWaiting()
                .forEach(one -> consumer.acknowledge(one.record(), AcknowledgeType.RELEASE));
        intake.purge();
        suspects.drop();
        consumer.commitAsync();
        long deadline = System.nanoTime() + settings.drainTimeout().toNanos();
        while (!hand.isEmpty() && System.nanoTime() < deadline) {
            hand.awaitOne(settings.commitInterval());
            acceptDone();
            renewWhenDue();
        }
        send("could not hand on");
    }

    /** Sends what is acknowledged, and waits for the answer. */
    private void send(String otherwise) {
        try {
            consumer.commitSync(settings.revokeTimeout());
        } catch (KafkaException e) {
            LOG.atWarn().addKeyValue("topic", topic.name()).setCause(e).log(otherwise);
        }
    }

    private void turnWithPatience() {
        for (int failures = 1; ; failures++) {
            try {
                turn();
                return;
            } catch (RetriableException e) {
                if (failures == MAX_FAILURES || draining) {
                    throw e;
                }
                LOG.atWarn().addKeyValue("topic", topic.name()).setCause(e).log("cannot poll");
                hand.awaitOne(FAILURE_PAUSE);
            }
        }
    }

    /** What goes with the next poll needs no request of its own. */
    private void acceptDone() {
        List<Held> done = hand.takeDone();
        done.forEach(one -> consumer.acknowledge(one.record(), AcknowledgeType.ACCEPT));
        if (!done.isEmpty() && !hand.isEmpty()) {
            consumer.commitAsync();
        }
    }

    private void renewWhenDue() {
        long now = System.nanoTime();
        if (hand.isEmpty() || !renewals.isDue(now)) {
            return;
        }
        renewals.renewed(now);
        hand.present()
                .forEach(one -> {
                    consumer.acknowledge(one.record(), AcknowledgeType.RENEW);
                    one.sendAway(now);
                });
        send("cannot renew locks");
        // Those whose locks were renewed come back by a poll, and with them nothing else.
        take(consumer.poll(Duration.ZERO));
        List<Held> lost = hand.takeLost(renewals.lostBefore(now));
        if (!lost.isEmpty()) {
            intake.purge();
            LOG.atWarn()
                    .addKeyValue("topic", topic.name())
                    .addKeyValue("records", lost.size())
                    .log("lost the locks of records in hand: others may run them too");
        }
        acceptDone();
    }

    private void take(ConsumerRecords<byte[], byte[]> records) {
        boolean isFirst = hand.isEmpty();
        Instant now = clock.instant();
        List<Held> taken = new ArrayList<>(records.count());
        for (ConsumerRecord<byte[], byte[]> read : records) {
            if (Nudge.is(read.key(), read.value())) {
                consumer.acknowledge(read, AcknowledgeType.ACCEPT);
            } else if (!hand.takeBack(read)) {
                takeNew(read, now, taken);
            }
        }
        if (isFirst && !hand.isEmpty()) {
            renewals.began(consumer.acquisitionLockTimeoutMs(), System.nanoTime());
        }
        intake.accept(taken.stream().filter(suspects::admit).map(Held::attempt).toList());
    }

    private void takeNew(ConsumerRecord<byte[], byte[]> read, Instant now, List<Held> taken) {
        if (draining) {
            consumer.acknowledge(read, AcknowledgeType.RELEASE);
            return;
        }
        boolean isWork =
                reader.read(
                        read,
                        item ->
                                taken.add(
                                        hand.take(
                                                read,
                                                whenFinished ->
                                                        new Attempt(item, now, whenFinished))));
        if (!isWork) {
            consumer.acknowledge(read, AcknowledgeType.REJECT);
        }
    }

    /** A member's assignment is seen in a metric alone. */
    private boolean hasAssignment() {
        return consumer.metrics().entrySet().stream()
                .filter(one -> one.getKey().name().equals("rebalance-total"))
                .anyMatch(one -> one.getValue().metricValue() instanceof Double n && n > 0);
    }

    private void report(int items) {
        meters.inHandBy(items - reported);
        reported = items;
    }
}
