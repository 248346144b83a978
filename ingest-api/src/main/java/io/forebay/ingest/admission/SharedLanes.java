package io.forebay.ingest.admission;

import io.forebay.schemas.topic.ShareGroups;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** Reads the lanes whose workers are a share group. Confined to the sampling thread. */
final class SharedLanes {

    private final Admin admin;

    SharedLanes(Admin admin) {
        this.admin = admin;
    }

    /** What is done of each partition; groups that nobody knows are left out. */
    Map<TopicPartition, Long> done(List<ModelLane> lanes, Map<TopicPartition, Long> ends)
            throws ExecutionException, TimeoutException, InterruptedException {
        Map<TopicPartition, Long> done = new HashMap<>();
        if (lanes.isEmpty()) {
            return done;
        }
        Map<String, ListShareGroupOffsetsSpec> all = new HashMap<>();
        lanes.forEach(lane -> all.put(group(lane), new ListShareGroupOffsetsSpec()));
        var offsets = admin.listShareGroupOffsets(all);
        for (String group : all.keySet()) {
            orNothing(offsets.partitionsToOffsetInfo(group))
                    .forEach((partition, info) -> {
                        if (info != null) {
                            done.put(
                                    partition,
                                    ShareGroups.done(info, ends.getOrDefault(partition, 0L)));
                        }
                    });
        }
        return done;
    }

    /** How many workers share each lane; groups that nobody knows are left out. */
    Map<ModelLane, Integer> workers(Collection<ModelLane> lanes)
            throws ExecutionException, TimeoutException, InterruptedException {
        Map<ModelLane, Integer> workers = new HashMap<>();
        for (ModelLane lane : lanes) {
            var groups = admin.describeShareGroups(List.of(group(lane))).all();
            orNothing(groups)
                    .values()
                    .forEach(group -> workers.put(lane, ShareGroups.workers(group)));
        }
        return workers;
    }

    private static String group(ModelLane lane) {
        return ShareGroups.name(lane.model(), lane.lane());
    }

    private static <K, V> Map<K, V> orNothing(KafkaFuture<Map<K, V>> future)
            throws ExecutionException, TimeoutException, InterruptedException {
        try {
            return future.get(KafkaLag.TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (ShareGroups.isUnknown(e)) {
                return Map.of();
            }
            throw e;
        }
    }
}
