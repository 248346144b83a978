package io.forebay.scaler.kafka;

import static java.util.stream.Collectors.toMap;

import io.forebay.scaler.lane.LaneSample;
import io.forebay.schemas.topic.ShareGroups;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.ShareGroupDescription;
import org.apache.kafka.clients.admin.SharePartitionOffsetInfo;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads lanes of share groups: what is done there is not all that lies before some offset, but the
 * brokers count what is not (KIP-1226). Safe for use by several threads.
 */
final class SharedLanes {

    /** Divides by every worker count to 16, and is far above any: none is bounded by partitions. */
    private static final int ANY_COUNT_FITS = 720_720;

    private final Admin admin;
    private final Duration timeout;

    SharedLanes(Admin admin, Duration timeout) {
        this.admin = admin;
        this.timeout = timeout;
    }

    /** The lane; empty when no share group reads it. */
    Optional<LaneSample> sample(String group, List<TopicPartition> partitions)
            throws ExecutionException, TimeoutException, InterruptedException {
        Optional<ShareGroupDescription> found = find(group);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Map<TopicPartition, Long> ends = offsets(partitions, OffsetSpec.latest());
        Map<TopicPartition, SharePartitionOffsetInfo> offsets =
                ShareGroups.offsets(admin, group, timeout);
        Map<TopicPartition, Long> begins = offsets(partitions, OffsetSpec.earliest());
        long arrived = 0;
        long completed = 0;
        for (TopicPartition partition : partitions) {
            long end = ends.getOrDefault(partition, 0L);
            SharePartitionOffsetInfo info = offsets.get(partition);
            arrived += end;
            completed +=
                    info == null ? begins.getOrDefault(partition, 0L) : ShareGroups.done(info, end);
        }
        return Optional.of(
                new LaneSample(
                        arrived, completed, ShareGroups.workers(found.get()), ANY_COUNT_FITS));
    }

    private Optional<ShareGroupDescription> find(String group)
            throws ExecutionException, TimeoutException, InterruptedException {
        try {
            return Optional.ofNullable(
                    get(admin.describeShareGroups(List.of(group)).all()).get(group));
        } catch (ExecutionException e) {
            if (ShareGroups.isUnknown(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Map<TopicPartition, Long> offsets(List<TopicPartition> partitions, OffsetSpec which)
            throws ExecutionException, TimeoutException, InterruptedException {
        return get(
                        admin.listOffsets(
                                        partitions.stream()
                                                .collect(toMap(one -> one, one -> which)))
                                .all())
                .entrySet()
                .stream()
                .collect(toMap(Map.Entry::getKey, one -> one.getValue().offset()));
    }

    private <T> T get(KafkaFuture<T> future)
            throws ExecutionException, TimeoutException, InterruptedException {
        return future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }
}
