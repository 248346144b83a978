package io.forebay.results.webhook.follow;

import io.forebay.results.reader.JobReader;
import io.forebay.results.reader.Reading;
import io.forebay.results.state.Lifecycle;
import io.forebay.results.webhook.delivery.Delivery;
import io.forebay.results.webhook.delivery.Desk;
import io.forebay.results.webhook.delivery.Ledger;
import io.forebay.results.webhook.delivery.Share;
import io.forebay.schemas.id.JobId;
import io.forebay.schemas.webhook.DeliveryKeys;
import io.forebay.schemas.wire.Callback;
import io.forebay.schemas.wire.CallbackAttachment;
import io.forebay.schemas.wire.DeliveryOrder;
import io.forebay.schemas.wire.JobState;
import io.forebay.schemas.wire.Redelivery;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * What clients want of deliveries after the submission: callbacks attached later, and deliveries
 * made once more. Both need the job as it stands, which the view knows. Safe for use by several
 * threads.
 */
final class Wishes {

    private static final int LOOKS_AT_ONCE = 64;
    private static final Duration REMEMBERED = Duration.ofMinutes(10);
    private static final Duration LONGEST_JOB = Duration.ofDays(8);
    private static final Duration REDELIVERY_PATIENCE = Duration.ofMinutes(10);

    private final JobReader reader;
    private final Desk desk;
    private final Ledger ledger;
    private final Announcer announcer;
    private final InstantSource clock;
    private final Semaphore looks = new Semaphore(LOOKS_AT_ONCE);
    private final Map<String, Attached> attached = new ConcurrentHashMap<>();
    private final Map<String, Wanted> wanted = new ConcurrentHashMap<>();

    private record Wanted(Redelivery redelivery, Share share) {}

    Wishes(JobReader reader, Desk desk, Ledger ledger, Announcer announcer, InstantSource clock) {
        this.reader = reader;
        this.desk = desk;
        this.ledger = ledger;
        this.announcer = announcer;
        this.clock = clock;
    }

    void attach(CallbackAttachment attachment, Share share) {
        attached.put(attachment.getJobId(), new Attached(attachment, share, clock.millis()));
    }

    void redeliver(String key, Redelivery redelivery, Share share) {
        wanted.put(key, new Wanted(redelivery, share));
    }

    void forget(String key) {
        wanted.remove(key);
    }

    /** The callback that takes the place of the job's own. */
    Optional<Callback> callback(String jobId) {
        return Optional.ofNullable(attached.get(jobId)).map(one -> one.attachment.getCallback());
    }

    /** The job's state was told to everybody. */
    void told(JobState job, List<DeliveryOrder> orders) {
        Attached one = attached.get(job.getJobId());
        if (one != null) {
            orders.forEach(order -> one.tell(order.getId()));
            if (Lifecycle.hasEnded(job.getState())) {
                one.end(clock.millis());
            }
        }
    }

    /** Looks after what is due. */
    void tick() {
        long now = clock.millis();
        attached.forEach((jobId, one) -> {
            if (!one.share.isHeld() || isOver(one, now)) {
                attached.remove(jobId, one);
            } else if (looks.tryAcquire()) {
                if (one.takeCheck(now)) {
                    Thread.ofVirtual().name("forebay-webhook-look").start(() -> check(one));
                } else {
                    looks.release();
                }
            }
        });
        wanted.forEach((key, one) -> {
            if (!one.share.isHeld()) {
                wanted.remove(key, one);
            } else if (looks.tryAcquire()) {
                wanted.remove(key, one);
                Thread.ofVirtual().name("forebay-webhook-look").start(() -> redeliver(key, one));
            }
        });
    }

    private boolean isOver(Attached one, long now) {
        boolean ended = one.endedAt() != 0 && now - one.endedAt() > REMEMBERED.toMillis();
        boolean old = now - one.attachment.getAttachedAt() > LONGEST_JOB.toMillis();
        if (ended || old) {
            JobId job = new JobId(one.attachment.getJobId());
            ledger.forget(job, DeliveryKeys.attachment(job));
        }
        return ended || old;
    }

    private void check(Attached one) {
        try {
            if (reader.read(new JobId(one.attachment.getJobId()))
                    instanceof Reading.Found(JobState job)) {
                Announcer.order(job, one.attachment.getCallback())
                        .filter(order -> one.tell(order.getId()))
                        .ifPresent(order ->
                                desk.accept(
                                        new Delivery(
                                                order,
                                                one.share,
                                                0,
                                                clock.millis(),
                                                false,
                                                () -> {})));
                if (Lifecycle.hasEnded(job.getState())) {
                    one.end(clock.millis());
                }
            }
        } finally {
            looks.release();
        }
    }

    private void redeliver(String key, Wanted one) {
        try {
            JobId id = new JobId(one.redelivery.getJobId());
            switch (reader.read(id)) {
                case Reading.Found(JobState job) -> redeliver(key, one, id, job);
                case Reading.NotRecorded _, Reading.Deleted _ -> ledger.forget(id, key);
                case Reading.Unavailable _ -> later(key, one, id);
            }
        } finally {
            looks.release();
        }
    }

    private void redeliver(String key, Wanted one, JobId id, JobState job) {
        String which = one.redelivery.getDeliveryId();
        List<DeliveryOrder> orders =
                announcer.orders(job, callback(id.text())).stream()
                        .filter(order -> which.isEmpty() || order.getId().equals(which))
                        .toList();
        Runnable removed = () -> ledger.forget(id, key);
        Receipts receipts = new Receipts(Math.max(1, orders.size()), removed);
        orders.forEach(order ->
                desk.accept(new Delivery(order, one.share, 0, clock.millis(), true, receipts)));
        if (orders.isEmpty()) {
            receipts.run();
        }
    }

    private void later(String key, Wanted one, JobId id) {
        if (clock.millis() - one.redelivery.getRequestedAt() > REDELIVERY_PATIENCE.toMillis()) {
            ledger.forget(id, key);
        } else {
            wanted.putIfAbsent(key, one);
        }
    }
}
