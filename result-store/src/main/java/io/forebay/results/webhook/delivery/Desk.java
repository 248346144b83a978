package io.forebay.results.webhook.delivery;

import io.forebay.results.webhook.WebhookMeters;
import io.forebay.results.webhook.retry.Next;
import io.forebay.results.webhook.retry.Result;
import io.forebay.results.webhook.retry.RetryPolicy;
import io.forebay.schemas.trace.Tracing;
import io.forebay.schemas.wire.AttemptOutcome;
import io.forebay.schemas.wire.DeliveryAttempt;
import io.forebay.schemas.wire.DeliveryOrder;
import io.forebay.schemas.wire.OpenDelivery;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes deliveries, has them attempted, and records what became of them before anything else may
 * rely on it. Safe for use by several threads.
 */
public final class Desk implements Lanes.Runner {

    private static final Logger LOG = LoggerFactory.getLogger(Desk.class);

    private final Parts parts;
    private final Lanes lanes;
    private final InstantSource clock;

    /**
     * What the desk works with.
     *
     * @param deleted whether the job that an order tells of was deleted since
     */
    record Parts(
            Receivers receivers,
            Courier courier,
            Ledger ledger,
            RetryPolicy retries,
            Standings standings,
            OwedDeliveries owed,
            Predicate<DeliveryOrder> deleted,
            WebhookMeters meters,
            Tracing tracing) {}

    Desk(Parts parts, LaneConfig config, InstantSource clock) {
        this.parts = parts;
        this.lanes = new Lanes(config, this, clock);
        this.clock = clock;
    }

    public Lanes lanes() {
        return lanes;
    }

    /** Takes a delivery; its receipt is called when the log says what became of it. */
    public void accept(Delivery delivery) {
        LaneKey lane = parts.receivers().lane(delivery.order());
        if (lanes.owes(lane, delivery.id()) && !delivery.recorded()) {
            // Read again after a restart; what is owed already stays owed.
            delivery.receipt().run();
        } else if (!lanes.offer(lane, delivery)) {
            overflow(lane, delivery);
        }
    }

    /** Takes the place of an owed delivery. */
    public void park(DeliveryOrder order, Share share, long offset, long dueAt) {
        lanes.park(new Parked(order.getId(), parts.receivers().lane(order), share, offset, dueAt));
    }

    @Override
    public Optional<Delivery> fetch(Parked parked) {
        return parts.owed().read(parked);
    }

    @Override
    public boolean attempt(LaneKey lane, Delivery delivery) {
        long now = clock.millis();
        if (delivery.attempts() > 0 && parts.deleted().test(delivery.order())) {
            DeliveryAttempt.Builder attempt = attempt(delivery, "", now);
            end(lane, delivery, attempt.setError("the job was deleted"), AttemptOutcome.GIVEN_UP);
            return true;
        }
        return switch (parts.receivers().find(delivery.order(), now)) {
            case Receivers.Found.Absent absent -> {
                DeliveryAttempt.Builder attempt = attempt(delivery, "", now);
                end(lane, delivery, attempt.setError(absent.reason()), AttemptOutcome.GIVEN_UP);
                yield true;
            }
            case Receivers.Found.Ready ready -> call(lane, delivery, ready, now);
        };
    }

    private boolean call(
            LaneKey lane, Delivery delivery, Receivers.Found.Ready ready, long startedAt) {
        Result result = parts.courier().call(delivery, ready);
        int made = delivery.attempts() + 1;
        long now = clock.millis();
        DeliveryAttempt.Builder attempt =
                attempt(delivery, ready.url().withoutQuery(), startedAt).setTookMs(now - startedAt);
        if (result instanceof Result.Answered answered) {
            attempt.setStatus(answered.status());
        }
        return switch (parts.retries().after(result, made)) {
            case Next.Done _ -> {
                parts.standings().succeeded(delivery.order());
                delivered(delivery.order(), now);
                end(lane, delivery, attempt, AttemptOutcome.DELIVERED);
                yield true;
            }
            case Next.Again again -> {
                retry(lane, delivery, attempt.setError(again.reason()), now, again.in());
                yield false;
            }
            case Next.GiveUp giveUp -> {
                parts.standings().exhausted(delivery.order(), delivery.openedAt());
                end(lane, delivery, attempt.setError(giveUp.reason()), AttemptOutcome.GIVEN_UP);
                yield false;
            }
            case Next.Gone gone -> {
                parts.standings().gone(delivery.order(), gone.reason());
                end(lane, delivery, attempt.setError(gone.reason()), AttemptOutcome.GIVEN_UP);
                yield true;
            }
        };
    }

    private void delivered(DeliveryOrder order, long now) {
        try (Tracing.Recording _ = parts.tracing().recording(order.getJob().getTraceparent())) {
            parts.meters().delivered(Duration.ofMillis(now - order.getHappenedAt()));
        }
    }

    private void retry(
            LaneKey lane,
            Delivery delivery,
            DeliveryAttempt.Builder attempt,
            long now,
            Duration wait) {
        long dueAt = now + wait.toMillis();
        parts.meters().attempted(AttemptOutcome.RETRYING, attempt.getTookMs());
        CompletableFuture<?> logged =
                parts.ledger()
                        .log(attempt.setOutcome(AttemptOutcome.RETRYING).setNextAt(dueAt).build());
        CompletableFuture<?> owed = owe(lane, delivery, delivery.attempts() + 1, dueAt);
        receipt(delivery, CompletableFuture.allOf(logged, owed));
    }

    private void end(
            LaneKey lane,
            Delivery delivery,
            DeliveryAttempt.Builder attempt,
            AttemptOutcome outcome) {
        parts.meters().attempted(outcome, attempt.getTookMs());
        CompletableFuture<?> logged = parts.ledger().log(attempt.setOutcome(outcome).build());
        CompletableFuture<?> closed =
                delivery.recorded()
                        ? parts.ledger().close(delivery.order())
                        : CompletableFuture.completedFuture(0L);
        lanes.forget(lane, delivery.id());
        receipt(delivery, CompletableFuture.allOf(logged, closed));
    }

    /** No place in memory: it is due at once all the same, when its lane has a call to spare. */
    private void overflow(LaneKey lane, Delivery delivery) {
        long now = clock.millis();
        if (!lanes.hasRoom(lane)) {
            DeliveryAttempt.Builder attempt = attempt(delivery, "", now);
            end(
                    lane,
                    delivery,
                    attempt.setError("too many deliveries wait for this host"),
                    AttemptOutcome.GIVEN_UP);
            return;
        }
        parts.meters().overflowed();
        receipt(delivery, owe(lane, delivery, delivery.attempts(), now));
    }

    /** What could not be recorded was not done: its offset is not committed. */
    private static void receipt(Delivery delivery, CompletableFuture<?> recorded) {
        var _ =
                recorded.whenComplete((_, failure) -> {
                    if (failure == null) {
                        delivery.receipt().run();
                    } else {
                        Subject.log(LOG.atError(), delivery.order())
                                .setCause(failure)
                                .log("what became of a delivery could not be recorded");
                    }
                });
    }

    private CompletableFuture<Void> owe(LaneKey lane, Delivery delivery, int attempts, long dueAt) {
        OpenDelivery open =
                OpenDelivery.newBuilder()
                        .setOrder(delivery.order())
                        .setAttempts(attempts)
                        .setDueAt(dueAt)
                        .setOpenedAt(delivery.openedAt())
                        .build();
        return parts.ledger()
                .open(open)
                .thenAccept(offset ->
                        lanes.park(
                                new Parked(delivery.id(), lane, delivery.share(), offset, dueAt)));
    }

    private static DeliveryAttempt.Builder attempt(Delivery delivery, String url, long startedAt) {
        DeliveryOrder order = delivery.order();
        return DeliveryAttempt.newBuilder()
                .setDeliveryId(order.getId())
                .setJobId(Subject.id(order))
                .setTenant(order.getTenant())
                .setEvent(order.getEvent())
                .setEndpointId(order.getEndpointId())
                .setUrl(url)
                .setNumber(delivery.attempts() + 1)
                .setStartedAt(startedAt);
    }
}
