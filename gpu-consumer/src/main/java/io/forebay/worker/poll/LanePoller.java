package io.forebay.worker.poll;

import io.forebay.schemas.topic.Nudge;
import io.forebay.schemas.topic.Topic;
import io.forebay.schemas.wire.WorkItem;
import io.forebay.worker.attempt.Attempt;
import io.forebay.worker.meter.LaneMeters;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the work of one model's lane: owns its consumer, always polls, and pauses partitions
 * instead of waiting. {@link #run} is the poll thread; the other public methods may be called on
 * any.
 */
public final class LanePoller implements Poller {

    private static final Logger LOG = LoggerFactory.getLogger(LanePoller.class);

    /** How soon a lane that is paused, or holds work back, sees that it may go on. */
    private static final Duration PAUSED_POLL = Duration.ofMillis(5);

    private static final int MAX_FAILURES = 10;
    private static final Duration FAILURE_PAUSE = Duration.ofSeconds(1);

    private final Consumer<byte[], byte[]> consumer;
    private final Topic<byte[], WorkItem> topic;
    private final LaneSettings settings;
    private final Intake intake;
    private final InstantSource clock;
    private final LaneMeters meters;
    private final WorkReader reader;
    private final Lookahead lookahead;
    private final Claims claims;
    private final FlowControl flow;
    private final Commits commits;
    private final Quarantine quarantine;
    private final InOrder order = new InOrder();
    private volatile boolean draining;
    private volatile boolean joined;

    public LanePoller(
            Consumer<byte[], byte[]> consumer,
            Topic<byte[], WorkItem> topic,
            LaneSettings settings,
            Intake intake,
            InstantSource clock,
            LaneMeters meters) {
        this.consumer = consumer;
        this.topic = topic;
        this.settings = settings;
        this.intake = intake;
        this.clock = clock;
        this.meters = meters;
        this.reader = new WorkReader(LanePoller.class, topic, meters);
        this.lookahead = new Lookahead(settings.maxItems(), settings.maxBytes());
        this.claims = new Claims(lookahead);
        this.flow = new FlowControl(consumer, claims, lookahead);
        this.commits = new Commits(consumer, claims, settings.commitInterval(), meters);
        this.quarantine = new Quarantine(settings.loneRun());
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
            quarantine.release();
            consumer.close(CloseOptions.timeout(settings.revokeTimeout()));
        }
    }

    void subscribe() {
        consumer.subscribe(List.of(topic.name()), rebalance());
    }

    Rebalance rebalance() {
        Takings takings = new Takings(consumer, settings.maxItems(), settings.revokeTimeout());
        return new Rebalance(takings, claims, flow, commits, intake, settings.revokeTimeout());
    }

    void turn() {
        boolean inHaste = flow.isPausing() || order.isWaiting();
        take(consumer.poll(inHaste ? PAUSED_POLL : settings.commitInterval()));
        claims.settle();
        pass(order.next());
        quarantine.next().ifPresent(this::runAlone);
        flow.adjust();
        commits.commitWhenDue();
        meters.inHand(lookahead.items());
        meters.uncommitted(claims.all().stream().mapToLong(claim -> claim.offsets().span()).sum());
        joined = joined || consumer.groupMetadata().generationId() > 0;
    }

    /** Stops fetching, waits for what is in progress, and commits. */
    void finish() {
        flow.stop();
        claims.dropWaiting(claims.all());
        intake.purge();
        long deadline = System.nanoTime() + settings.drainTimeout().toNanos();
        while (claims.isInHand() && System.nanoTime() < deadline) {
            // Polls on: the group must not take this member for dead.
            consumer.poll(PAUSED_POLL);
            claims.settle();
        }
        claims.all().forEach(Claim::release);
        commits.commitNow(claims.all(), settings.revokeTimeout());
    }

    /** If it dies of it, the next owner finds who it was. */
    private void runAlone(Quarantine.Suspect suspect) {
        if (commits.commitNow(List.of(suspect.claim()), settings.revokeTimeout())) {
            intake.accept(List.of(suspect.attempt()));
        } else {
            quarantine.putBack(suspect);
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
                claims.awaitIdle(claims.all(), FAILURE_PAUSE);
            }
        }
    }

    private void take(ConsumerRecords<byte[], byte[]> records) {
        List<InOrder.Taken> taken = new ArrayList<>(records.count());
        Instant now = clock.instant();
        for (ConsumerRecord<byte[], byte[]> read : records) {
            TopicPartition partition = new TopicPartition(read.topic(), read.partition());
            claims.find(partition).ifPresent(claim -> take(read, claim, now, taken));
        }
        records.nextOffsets()
                .forEach((partition, next) ->
                        claims.find(partition)
                                .ifPresent(claim -> claim.offsets().advance(next.offset())));
        pass(taken.stream().filter(order::admit).toList());
    }

    private void pass(List<InOrder.Taken> taken) {
        List<Attempt> attempts = new ArrayList<>(taken.size());
        for (InOrder.Taken work : taken) {
            Attempt attempt = work.attempt();
            if (attempt.mustRunAlone() && !attempt.isCondemned()) {
                quarantine.add(new Quarantine.Suspect(work.claim(), work.offset(), attempt));
            } else {
                attempts.add(attempt);
            }
        }
        if (!attempts.isEmpty()) {
            intake.accept(attempts);
        }
    }

    private void take(
            ConsumerRecord<byte[], byte[]> read,
            Claim claim,
            Instant now,
            List<InOrder.Taken> taken) {
        if (!claim.offsets().open(read.offset())) {
            return;
        }
        if (Nudge.is(read.key(), read.value())) {
            claim.offsets().done(read.offset());
            return;
        }
        boolean isWork =
                reader.read(
                        read,
                        item -> {
                            long weight = intake.weigh(item, read.value().length);
                            Attempt attempt =
                                    claim.take(read.offset(), item, weight, now, claims.finished());
                            lookahead.take(weight);
                            taken.add(new InOrder.Taken(claim, read.offset(), attempt));
                        });
        if (!isWork) {
            claim.offsets().done(read.offset());
        }
    }
}
