package io.forebay.simulation.emulator;

import static io.grpc.stub.ClientCalls.blockingUnaryCall;
import static java.util.stream.Collectors.toMap;

import io.forebay.scaler.grpc.KedaMethods;
import io.forebay.scaler.keda.GetMetricsRequest;
import io.forebay.scaler.keda.ScaledObjectRef;
import io.forebay.simulation.emulator.ScaledObject.TriggerSpec;
import io.forebay.simulation.keda.CronWindow;
import io.grpc.CallOptions;
import io.grpc.Channel;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Triggers of types kafka (lag of the group as KEDA computes it, policy earliest), external-push
 * (the scaler, over gRPC) and cron (by a clock that may be pressed). Confined to one thread.
 */
public final class RealTriggers implements TriggerSource {

    private static final long SECONDS = 5;

    private final Admin admin;
    private final Channel scaler;
    private final InstantSource clock;
    private final Map<Map<String, String>, CronWindow> windows = new HashMap<>();

    /**
     * @param clock by which cron triggers go
     */
    public RealTriggers(Admin admin, Channel scaler, InstantSource clock) {
        this.admin = admin;
        this.scaler = scaler;
        this.clock = clock;
    }

    @Override
    public TriggerReading read(TriggerSpec trigger, int replicas) {
        Map<String, String> metadata = trigger.metadata();
        return switch (trigger.type()) {
            case "kafka" -> lag(metadata);
            case "external-push", "external" -> asked(metadata);
            case "cron" -> scheduled(metadata);
            default ->
                    throw new IllegalArgumentException(
                            "no trigger of type " + trigger.type() + " is emulated");
        };
    }

    private TriggerReading scheduled(Map<String, String> metadata) {
        boolean open = windows.computeIfAbsent(metadata, CronWindow::of).isOpen(clock.instant());
        return new TriggerReading(
                open, open ? Double.parseDouble(text(metadata, "desiredReplicas")) : 1, 1);
    }

    private TriggerReading asked(Map<String, String> metadata) {
        ScaledObjectRef reference =
                ScaledObjectRef.newBuilder().putAllScalerMetadata(metadata).build();
        boolean active =
                blockingUnaryCall(scaler, KedaMethods.IS_ACTIVE, CallOptions.DEFAULT, reference)
                        .getResult();
        double value =
                blockingUnaryCall(
                                scaler,
                                KedaMethods.GET_METRICS,
                                CallOptions.DEFAULT,
                                GetMetricsRequest.newBuilder()
                                        .setScaledObjectRef(reference)
                                        .build())
                        .getMetricValues(0)
                        .getMetricValueFloat();
        return new TriggerReading(active, value, 1);
    }

    private TriggerReading lag(Map<String, String> metadata) {
        double threshold = Double.parseDouble(text(metadata, "lagThreshold"));
        try {
            Map<TopicPartition, OffsetSpec> partitions =
                    admin
                            .describeTopics(java.util.List.of(text(metadata, "topic")))
                            .allTopicNames()
                            .get(SECONDS, TimeUnit.SECONDS)
                            .values()
                            .stream()
                            .flatMap(topic ->
                                    topic.partitions().stream()
                                            .map(one ->
                                                    new TopicPartition(
                                                            topic.name(), one.partition())))
                            .collect(toMap(one -> one, one -> OffsetSpec.latest()));
            Map<TopicPartition, OffsetAndMetadata> committed =
                    admin.listConsumerGroupOffsets(
                                    Map.of(
                                            text(metadata, "consumerGroup"),
                                            // As KEDA does: a group may read other topics, too.
                                            new ListConsumerGroupOffsetsSpec()
                                                    .topicPartitions(partitions.keySet())))
                            .partitionsToOffsetAndMetadata()
                            .get(SECONDS, TimeUnit.SECONDS);
            long lag = 0;
            for (var end :
                    admin.listOffsets(partitions).all().get(SECONDS, TimeUnit.SECONDS).entrySet()) {
                OffsetAndMetadata offset = committed.get(end.getKey());
                // Without a commit, policy earliest counts all there is.
                lag += end.getValue().offset() - (offset == null ? 0 : offset.offset());
            }
            double usage =
                    (long) (lag / threshold) > partitions.size()
                            ? partitions.size() * threshold
                            : lag;
            return new TriggerReading(lag > 0, usage, threshold);
        } catch (ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new IllegalStateException("the lag cannot be read", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static String text(Map<String, String> metadata, String key) {
        String value = metadata.get(key);
        if (value == null) {
            throw new IllegalArgumentException(key + " is missing from a trigger's metadata");
        }
        return value;
    }
}
