package io.forebay.worker;

import static io.forebay.worker.ShareGroupSettings.get;

import io.forebay.worker.poll.LoneRuns;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Notes of runs alone as commits of groups without members, one for each record: a share group
 * keeps no metadata of its own, and any two workers may run records of one partition. There are few
 * of them, after deaths only, and the brokers forget them ({@code offsets.retention.minutes}).
 */
final class CommittedLoneRuns implements LoneRuns {

    private static final int PROOF_BEFORE = 2;

    private final Supplier<Map<String, Object>> properties;
    private final String group;

    /**
     * @param properties of an admin client
     * @param group the share group
     */
    CommittedLoneRuns(Supplier<Map<String, Object>> properties, String group) {
        this.properties = properties;
        this.group = group;
    }

    @Override
    public int noted(TopicPartition partition, long offset) {
        try (Admin admin = Admin.create(properties.get())) {
            OffsetAndMetadata noted =
                    get(admin.listConsumerGroupOffsets(groupOf(partition, offset))
                                    .partitionsToOffsetAndMetadata())
                            .get(partition);
            return noted == null || noted.offset() != offset ? 0 : runs(noted.metadata());
        }
    }

    /** None by the offset of another record, which is no note. */
    @Override
    public void note(TopicPartition partition, long offset, int runs) {
        long noted = runs == 0 ? offset + 1 : offset;
        try (Admin admin = Admin.create(properties.get())) {
            get(
                    admin.alterConsumerGroupOffsets(
                                    groupOf(partition, offset),
                                    Map.of(
                                            partition,
                                            new OffsetAndMetadata(noted, Integer.toString(runs))))
                            .all());
        }
    }

    private static int runs(String metadata) {
        try {
            return Integer.parseInt(metadata);
        } catch (NumberFormatException e) {
            // Of a release in which one run alone was proof.
            return PROOF_BEFORE;
        }
    }

    private String groupOf(TopicPartition partition, long offset) {
        return "%s.alone.%d.%d".formatted(group, partition.partition(), offset);
    }
}
