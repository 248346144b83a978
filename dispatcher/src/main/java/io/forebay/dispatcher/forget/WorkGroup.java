package io.forebay.dispatcher.forget;

import io.forebay.schemas.topic.ShareGroups;
import io.forebay.schemas.topic.Topics;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.SharePartitionOffsetInfo;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.UnknownMemberIdException;

/** The two kinds of group by which workers take the work of a lane. */
enum WorkGroup {
    CONSUMERS {
        @Override
        boolean hasDone(Admin admin, TopicPartition partition, long end)
                throws ExecutionException, TimeoutException, InterruptedException {
            OffsetAndMetadata committed =
                    get(admin.listConsumerGroupOffsets(Topics.workerGroup(partition.topic()))
                                    .partitionsToOffsetAndMetadata())
                            .get(partition);
            return committed != null && committed.offset() >= end;
        }

        @Override
        void move(Admin admin, TopicPartition partition, long next)
                throws ExecutionException, TimeoutException, InterruptedException {
            get(
                    admin.alterConsumerGroupOffsets(
                                    Topics.workerGroup(partition.topic()),
                                    Map.of(partition, new OffsetAndMetadata(next)))
                            .all());
        }
    },

    SHARERS {
        @Override
        boolean hasDone(Admin admin, TopicPartition partition, long end)
                throws ExecutionException, TimeoutException, InterruptedException {
            SharePartitionOffsetInfo info =
                    ShareGroups.offsets(admin, ShareGroups.name(partition.topic()), PATIENCE)
                            .get(partition);
            return info != null && ShareGroups.doneBefore(info, end) >= end;
        }

        @Override
        void move(Admin admin, TopicPartition partition, long next)
                throws ExecutionException, TimeoutException, InterruptedException {
            get(
                    admin.alterShareGroupOffsets(
                                    ShareGroups.name(partition.topic()), Map.of(partition, next))
                            .all());
        }
    };

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Those that have done all of a partition: none while there is work. */
    static Set<WorkGroup> thatHaveDone(Admin admin, TopicPartition partition, long end)
            throws ExecutionException, TimeoutException, InterruptedException {
        Set<WorkGroup> done = EnumSet.noneOf(WorkGroup.class);
        for (WorkGroup group : values()) {
            if (group.hasDone(admin, partition, end)) {
                done.add(group);
            }
        }
        return done;
    }

    /** Where no worker is, none need be started for it. Those that are pass over it themselves. */
    void passOver(Admin admin, TopicPartition partition, long offset)
            throws TimeoutException, InterruptedException, ExecutionException {
        try {
            move(admin, partition, offset + 1);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof UnknownMemberIdException
                    || e.getCause() instanceof GroupNotEmptyException)) {
                throw e;
            }
        }
    }

    abstract boolean hasDone(Admin admin, TopicPartition partition, long end)
            throws ExecutionException, TimeoutException, InterruptedException;

    abstract void move(Admin admin, TopicPartition partition, long next)
            throws ExecutionException, TimeoutException, InterruptedException;

    private static <T> T get(KafkaFuture<T> future)
            throws ExecutionException, TimeoutException, InterruptedException {
        return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }
}
