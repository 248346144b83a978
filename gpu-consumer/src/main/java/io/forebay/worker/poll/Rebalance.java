package io.forebay.worker.poll;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes partitions over and hands them on. Called on the poll thread, inside a poll. */
final class Rebalance implements ConsumerRebalanceListener {

    private static final Logger LOG = LoggerFactory.getLogger(Rebalance.class);

    private final Consumer<?, ?> consumer;
    private final Claims claims;
    private final FlowControl flow;
    private final Commits commits;
    private final Intake intake;
    private final Duration timeout;

    Rebalance(
            Consumer<?, ?> consumer,
            Claims claims,
            FlowControl flow,
            Commits commits,
            Intake intake,
            Duration timeout) {
        this.consumer = consumer;
        this.claims = claims;
        this.flow = flow;
        this.commits = commits;
        this.intake = intake;
        this.timeout = timeout;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        if (partitions.isEmpty()) {
            return;
        }
        Map<TopicPartition, OffsetAndMetadata> committed = committed(Set.copyOf(partitions));
        partitions.forEach(partition -> claims.add(partition, committed.get(partition)));
        flow.adjust();
        LOG.atInfo().addKeyValue("partitions", partitions).log("took partitions over");
    }

    /** Nothing new begins, what has begun gets some time to end, and what is done is committed. */
    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        List<Claim> revoked = claims.of(partitions);
        claims.dropWaiting(revoked);
        intake.purge();
        claims.awaitIdle(revoked, timeout);
        commits.commitNow(revoked, timeout);
        forget(revoked, partitions);
        LOG.atInfo().addKeyValue("partitions", partitions).log("handed partitions on");
    }

    /** Others have these already: committing would be refused. */
    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        forget(claims.of(partitions), partitions);
        intake.purge();
        LOG.atWarn().addKeyValue("partitions", partitions).log("lost partitions");
    }

    private void forget(List<Claim> gone, Collection<TopicPartition> partitions) {
        claims.remove(gone);
        flow.forget(partitions);
    }

    private Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions) {
        try {
            return new HashMap<>(consumer.committed(partitions));
        } catch (KafkaException e) {
            // The consumer itself still starts at the committed offset: only what is done above it
            // is not known, and runs again.
            LOG.atWarn().setCause(e).log("cannot read what was committed");
            return Map.of();
        }
    }
}
