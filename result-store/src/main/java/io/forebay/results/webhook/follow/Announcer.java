package io.forebay.results.webhook.follow;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.forebay.schemas.document.FileDuty;
import io.forebay.schemas.webhook.Endpoint;
import io.forebay.schemas.webhook.Endpoints;
import io.forebay.schemas.webhook.EventTypes;
import io.forebay.schemas.wire.BatchState;
import io.forebay.schemas.wire.Callback;
import io.forebay.schemas.wire.DeliveryOrder;
import io.forebay.schemas.wire.JobState;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Says what is to be told to whom about a job's or a batch's state. The same state gives the same
 * orders, with the same ids, whenever it is asked. Safe for use by several threads.
 */
record Announcer(Endpoints endpoints) {

    private static final int ID_BYTES = 16;

    /**
     * @param attached a callback that takes the place of the submitted one
     */
    List<DeliveryOrder> orders(JobState job, Optional<Callback> attached) {
        Optional<String> event = EventTypes.of(job);
        if (event.isEmpty()) {
            return List.of();
        }
        List<DeliveryOrder> orders = new ArrayList<>();
        attached.or(() -> job.hasCallback() ? Optional.of(job.getCallback()) : Optional.empty())
                .flatMap(callback -> order(job, callback))
                .ifPresent(orders::add);
        for (Endpoint endpoint : endpoints.of(job.getTenant())) {
            if (endpoint.wants(event.get(), happenedAt(job))) {
                String id = endpoint.definition().getId();
                orders.add(order(job, event.get(), id).setEndpointId(id).build());
            }
        }
        return orders;
    }

    /** What is to be told of a batch, which is its end, with its results where it wants them. */
    List<DeliveryOrder> orders(BatchState batch) {
        Optional<String> event = EventTypes.of(batch);
        if (event.isEmpty() || FileDuty.of(batch) == FileDuty.WRITE) {
            return List.of();
        }
        List<DeliveryOrder> orders = new ArrayList<>();
        Callback callback = batch.getCallback();
        if (batch.hasCallback() && EventTypes.wants(callback.getEventsList(), event.get())) {
            orders.add(
                    order(batch, event.get(), callback.getUrl())
                            .setCallbackUrl(callback.getUrl())
                            .build());
        }
        for (Endpoint endpoint : endpoints.of(batch.getTenant())) {
            if (endpoint.wants(event.get(), batch.getFinishedAt())) {
                String id = endpoint.definition().getId();
                orders.add(order(batch, event.get(), id).setEndpointId(id).build());
            }
        }
        return orders;
    }

    /** A batch whose lines are retried ends again: that is another event. */
    private static DeliveryOrder.Builder order(BatchState batch, String event, String receiver) {
        String occasion = Long.toString(batch.getFinishedAt());
        return DeliveryOrder.newBuilder()
                .setId(id(batch.getBatchId(), event, occasion, receiver))
                .setTenant(batch.getTenant())
                .setEvent(event)
                .setHappenedAt(batch.getFinishedAt())
                .setBatch(batch.toBuilder().clearCallback());
    }

    /** What a callback is to be told. */
    static Optional<DeliveryOrder> order(JobState job, Callback callback) {
        return EventTypes.of(job)
                .filter(event -> EventTypes.wants(callback.getEventsList(), event))
                .map(event ->
                        order(job, event, callback.getUrl())
                                .setCallbackUrl(callback.getUrl())
                                .build());
    }

    private static DeliveryOrder.Builder order(JobState job, String event, String receiver) {
        return DeliveryOrder.newBuilder()
                // A job ends once, but may start again after a failed attempt: another event.
                .setId(
                        id(
                                job.getJobId(),
                                event,
                                job.getFinishedAt() != 0 ? "" : Long.toString(job.getVersion()),
                                receiver))
                .setTenant(job.getTenant())
                .setEvent(event)
                .setHappenedAt(happenedAt(job))
                // Nobody who is told is shown this; all else is what a poll shows.
                .setJob(job.toBuilder().clearCallback());
    }

    private static long happenedAt(JobState job) {
        return job.getFinishedAt() != 0 ? job.getFinishedAt() : job.getStartedAt();
    }

    private static String id(String subject, String event, String occasion, String receiver) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            for (String part : List.of(subject, event, occasion, receiver)) {
                sha256.update(part.getBytes(UTF_8));
                sha256.update((byte) 0);
            }
            return "msg_" + HexFormat.of().formatHex(Arrays.copyOf(sha256.digest(), ID_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
