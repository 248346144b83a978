package io.forebay.results.webhook.follow;

import com.google.protobuf.InvalidProtocolBufferException;
import io.forebay.results.consumer.ConsumerThread;
import io.forebay.results.reader.JobReader;
import io.forebay.results.webhook.delivery.Delivery;
import io.forebay.results.webhook.delivery.Desk;
import io.forebay.results.webhook.delivery.Ledger;
import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.webhook.DeliveryKeys;
import io.forebay.schemas.webhook.Endpoints;
import io.forebay.schemas.wire.BatchState;
import io.forebay.schemas.wire.DeliveryEntry;
import io.forebay.schemas.wire.DeliveryOrder;
import io.forebay.schemas.wire.JobState;
import io.forebay.schemas.wire.OpenDelivery;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Confined to its thread, but for {@link #isSettled}: follows the states of jobs and batches and
 * the entries of {@code forebay.deliveries}, and hands what is to be told to the desk. A state's
 * offset is committed only when the log says what became of everything that it gave rise to.
 */
public final class DeliveryLoop implements ConsumerThread.Steps {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryLoop.class);
    private static final Duration POLL = Duration.ofMillis(20);
    private static final long CHORES_EVERY_MS = 200;

    private final Consumer<String, byte[]> states;
    private final Consumer<String, byte[]> batches;
    private final Consumer<String, byte[]> entries;
    private final Desk desk;
    private final Holdings holdings;
    private final Announcer announcer;
    private final Wishes wishes;
    private final InstantSource clock;
    private long choresAt;
    private volatile boolean settled;

    /** What the loop works with. */
    public record Parts(
            Consumer<String, byte[]> states,
            Consumer<String, byte[]> batches,
            Consumer<String, byte[]> entries,
            Desk desk,
            Ledger ledger,
            Endpoints endpoints,
            JobReader reader) {}

    public DeliveryLoop(Parts parts, InstantSource clock) {
        this.states = parts.states();
        this.batches = parts.batches();
        this.entries = parts.entries();
        this.desk = parts.desk();
        this.holdings = new Holdings(states, batches, entries);
        this.announcer = new Announcer(parts.endpoints());
        this.wishes = new Wishes(parts.reader(), parts.desk(), parts.ledger(), announcer, clock);
        this.clock = clock;
    }

    @Override
    public void subscribe() {
        states.subscribe(List.of(Topics.JOB_STATES.name()), holdings);
    }

    /** Whether the group was joined and everything that is owed is known. */
    public boolean isSettled() {
        return settled;
    }

    @Override
    public void step() {
        ConsumerRecords<String, byte[]> read = states.poll(POLL);
        read.forEach(this::state);
        read.nextOffsets()
                .forEach((partition, next) ->
                        holdings.of(partition.partition())
                                .ifPresent(holding ->
                                        holding.tracker(next.offset()).reached(next.offset())));
        readBatches();
        readEntries();
        desk.lanes().pump();
        if (clock.millis() >= choresAt) {
            choresAt = clock.millis() + CHORES_EVERY_MS;
            wishes.tick();
            holdings.commit();
        }
        settled = holdings.allRestored();
    }

    @Override
    public void finish() {
        holdings.commitLast();
    }

    private void state(ConsumerRecord<String, byte[]> read) {
        Holding holding = holdings.of(read.partition()).orElse(null);
        if (read.value() == null || holding == null) {
            return;
        }
        OffsetTracker tracker = holding.tracker(read.offset());
        try {
            JobState job = JobState.parseFrom(read.value());
            List<DeliveryOrder> orders = announcer.orders(job, wishes.callback(job.getJobId()));
            tell(read, holding, tracker, orders);
            wishes.told(job, orders);
        } catch (InvalidProtocolBufferException e) {
            LOG.atError()
                    .addKeyValue("jobId", read.key())
                    .addKeyValue("partition", read.partition())
                    .addKeyValue("offset", read.offset())
                    .setCause(e)
                    .log("passed over a job state that cannot be read");
        }
    }

    private void readBatches() {
        if (batches.assignment().isEmpty()) {
            return;
        }
        ConsumerRecords<String, byte[]> read = batches.poll(Duration.ZERO);
        read.forEach(this::batch);
        read.nextOffsets()
                .forEach((partition, next) ->
                        holdings.of(partition.partition())
                                .ifPresent(holding ->
                                        holding.batches(next.offset()).reached(next.offset())));
    }

    private void batch(ConsumerRecord<String, byte[]> read) {
        Holding holding = holdings.of(read.partition()).orElse(null);
        if (read.value() == null || holding == null) {
            return;
        }
        try {
            BatchState batch = BatchState.parseFrom(read.value());
            // Told long ago, if the place was lost: whoever is told could not read it any more.
            boolean over = batch.getExpiresAt() != 0 && batch.getExpiresAt() <= clock.millis();
            tell(
                    read,
                    holding,
                    holding.batches(read.offset()),
                    over ? List.of() : announcer.orders(batch));
        } catch (InvalidProtocolBufferException e) {
            LOG.atError()
                    .addKeyValue("batchId", read.key())
                    .addKeyValue("partition", read.partition())
                    .addKeyValue("offset", read.offset())
                    .setCause(e)
                    .log("passed over a batch state that cannot be read");
        }
    }

    /** The offset is done when the log says what became of every order. */
    private void tell(
            ConsumerRecord<String, byte[]> read,
            Holding holding,
            OffsetTracker tracker,
            List<DeliveryOrder> orders) {
        if (orders.isEmpty()) {
            return;
        }
        tracker.begin(read.offset());
        Receipts receipts = new Receipts(orders.size(), () -> tracker.end(read.offset()));
        long now = clock.millis();
        orders.forEach(
                order -> desk.accept(new Delivery(order, holding.share, 0, now, false, receipts)));
    }

    private void readEntries() {
        if (entries.assignment().isEmpty()) {
            return;
        }
        entries.poll(Duration.ZERO).forEach(this::entry);
        for (Holding holding : holdings.all()) {
            if (!holding.isRestored()) {
                TopicPartition partition =
                        new TopicPartition(Topics.DELIVERIES.name(), holding.share.partition());
                if (holding.isUnbounded()) {
                    holding.restoreTo(
                            entries.endOffsets(List.of(partition)).getOrDefault(partition, 0L));
                }
                holding.finish(entries.position(partition))
                        .ifPresent(found -> begin(holding, found));
            }
        }
    }

    private void begin(Holding holding, Map<String, Holding.Entry> found) {
        found.values().forEach(entry -> take(holding, entry));
        holdings.restored(holding.share.partition());
        LOG.atInfo()
                .addKeyValue("partition", holding.share.partition())
                .addKeyValue("entries", found.size())
                .log("took up the deliveries of a partition");
    }

    private void entry(ConsumerRecord<String, byte[]> read) {
        Holding holding = holdings.of(read.partition()).orElse(null);
        if (holding == null || read.key() == null) {
            return;
        }
        if (read.value() == null) {
            holding.removed(read.key());
            wishes.forget(read.key());
            return;
        }
        try {
            Holding.Entry entry =
                    new Holding.Entry(
                            read.key(), DeliveryEntry.parseFrom(read.value()), read.offset());
            if (!holding.isRestored()) {
                holding.restore(entry);
            } else if (!DeliveryKeys.isOpen(read.key())) {
                // What is owed this process wrote itself, and knows.
                take(holding, entry);
            }
        } catch (InvalidProtocolBufferException e) {
            LOG.atError().addKeyValue("key", read.key()).setCause(e).log("an unreadable entry");
        }
    }

    private void take(Holding holding, Holding.Entry entry) {
        DeliveryEntry value = entry.value();
        switch (value.getEntryCase()) {
            case OPEN -> {
                OpenDelivery open = value.getOpen();
                desk.park(open.getOrder(), holding.share, entry.offset(), open.getDueAt());
            }
            case ATTACHMENT -> wishes.attach(value.getAttachment(), holding.share);
            case REDELIVERY -> wishes.redeliver(entry.key(), value.getRedelivery(), holding.share);
            case ENTRY_NOT_SET -> LOG.atWarn().addKeyValue("key", entry.key()).log("no entry");
        }
    }
}
