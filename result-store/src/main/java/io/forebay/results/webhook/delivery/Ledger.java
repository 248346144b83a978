package io.forebay.results.webhook.delivery;

import com.google.protobuf.MessageLite;
import io.forebay.schemas.id.JobId;
import io.forebay.schemas.topic.Topic;
import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.webhook.DeliveryKeys;
import io.forebay.schemas.webhook.EndpointFollower;
import io.forebay.schemas.wire.DeliveryAttempt;
import io.forebay.schemas.wire.DeliveryEntry;
import io.forebay.schemas.wire.DeliveryOrder;
import io.forebay.schemas.wire.EndpointRecord;
import io.forebay.schemas.wire.EndpointStanding;
import io.forebay.schemas.wire.OpenDelivery;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What is owed and what was done, in Kafka. Every future completes when all in-sync replicas have
 * the record. Safe for use by several threads.
 */
public final class Ledger {

    private final Producer<String, byte[]> producer;
    private final int partitions;

    /**
     * @param partitions of the topics keyed by flight
     */
    public Ledger(Producer<String, byte[]> producer, int partitions) {
        this.producer = producer;
        this.partitions = partitions;
    }

    /** Says that a delivery is owed; completes with the offset of the record. */
    CompletableFuture<Long> open(OpenDelivery delivery) {
        DeliveryOrder order = delivery.getOrder();
        return send(
                Topics.DELIVERIES,
                partition(Subject.id(order)),
                DeliveryKeys.open(order.getId()),
                DeliveryEntry.newBuilder().setOpen(delivery).build());
    }

    /** Says that a delivery is owed no more. */
    CompletableFuture<Long> close(DeliveryOrder order) {
        return send(
                Topics.DELIVERIES,
                partition(Subject.id(order)),
                DeliveryKeys.open(order.getId()),
                null);
    }

    /** Takes a wish out; it comes back after a restart when that does not succeed. */
    public void forget(JobId job, String key) {
        var _ = send(Topics.DELIVERIES, partition(job.text()), key, null);
    }

    CompletableFuture<Long> log(DeliveryAttempt attempt) {
        return send(
                Topics.DELIVERY_LOG, partition(attempt.getJobId()), attempt.getJobId(), attempt);
    }

    /** Notes what was found of an endpoint; found again when that does not succeed. */
    void standing(EndpointStanding standing) {
        var _ =
                send(
                        Topics.WEBHOOK_ENDPOINTS,
                        0,
                        EndpointFollower.standingKey(standing.getTenant(), standing.getId()),
                        EndpointRecord.newBuilder().setStanding(standing).build());
    }

    private int partition(String id) {
        return Subject.route(id).partition(partitions);
    }

    private CompletableFuture<Long> send(
            Topic<String, ?> topic, int partition, String key, @Nullable MessageLite value) {
        CompletableFuture<Long> done = new CompletableFuture<>();
        var _ =
                producer.send(
                        new ProducerRecord<>(
                                topic.name(),
                                partition,
                                key,
                                value == null ? null : value.toByteArray()),
                        (metadata, failure) -> {
                            if (failure == null) {
                                done.complete(metadata.offset());
                            } else {
                                done.completeExceptionally(failure);
                            }
                        });
        return done;
    }
}
