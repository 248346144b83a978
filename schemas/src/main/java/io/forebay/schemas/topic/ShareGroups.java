package io.forebay.schemas.topic;

import io.forebay.schemas.wire.Lane;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ShareGroupDescription;
import org.apache.kafka.clients.admin.ShareMemberDescription;
import org.apache.kafka.clients.admin.SharePartitionOffsetInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/**
 * The share groups that take work, where a model has them, and what brokers say of one read as of a
 * group of consumers: nothing is done in order there, so that no offset says how much is.
 */
public final class ShareGroups {

    /** The name of a group stands for one kind of group for ever. */
    private static final String SHARED = ".share";

    private ShareGroups() {}

    /** The share group of the workers of one model's lane. */
    public static String name(String model, Lane lane) {
        return Topics.workerGroup(model, lane) + SHARED;
    }

    /** The share group of the workers that read a {@linkplain Topics#isWork topic of work}. */
    public static String name(String workTopic) {
        return Topics.workerGroup(workTopic) + SHARED;
    }

    /**
     * What the brokers say of a group's partitions; nothing of a group that they do not know.
     *
     * @param timeout for the answer
     */
    public static Map<TopicPartition, SharePartitionOffsetInfo> offsets(
            Admin admin, String group, Duration timeout)
            throws ExecutionException, TimeoutException, InterruptedException {
        try {
            Map<TopicPartition, SharePartitionOffsetInfo> known = new HashMap<>();
            admin.listShareGroupOffsets(Map.of(group, new ListShareGroupOffsetsSpec()))
                    .partitionsToOffsetInfo(group)
                    .get(timeout.toMillis(), TimeUnit.MILLISECONDS)
                    .forEach((partition, info) -> {
                        if (info != null) {
                            known.put(partition, info);
                        }
                    });
            return known;
        } catch (ExecutionException e) {
            if (isUnknown(e)) {
                return Map.of();
            }
            throw e;
        }
    }

    /**
     * Records of a partition that are done: what the brokers count as lag (KIP-1226) is not.
     *
     * @param end of the partition's log, read no later than the rest
     */
    public static long done(SharePartitionOffsetInfo partition, long end) {
        long begun = Math.max(0, partition.startOffset());
        return Math.max(begun, end - partition.lag().orElse(end - begun));
    }

    /**
     * The offset before which all of a partition is done. Where a group begins is written down with
     * the acknowledgement after, so that of a quiet partition only the lag says that all is.
     *
     * @param end as in {@link #done}
     */
    public static long doneBefore(SharePartitionOffsetInfo partition, long end) {
        long begun = Math.max(0, partition.startOffset());
        return partition.lag().orElse(1L) == 0 ? Math.max(begun, end) : begun;
    }

    /** How many workers a group has, each of which may run several members. */
    public static int workers(ShareGroupDescription group) {
        return (int) group.members().stream().map(ShareGroups::worker).distinct().count();
    }

    /** What a member's client is called, for {@link #workers} to know whose it is. */
    public static String clientId(String worker, int member) {
        return worker + "-" + member;
    }

    /** Whether brokers were asked for a group that never had a member, or have none of its kind. */
    public static boolean isUnknown(ExecutionException answer) {
        return answer.getCause() instanceof GroupIdNotFoundException
                || answer.getCause() instanceof UnsupportedVersionException;
    }

    private static String worker(ShareMemberDescription member) {
        String client = member.clientId();
        int end = client.lastIndexOf('-');
        return end < 0 ? client : client.substring(0, end);
    }
}
