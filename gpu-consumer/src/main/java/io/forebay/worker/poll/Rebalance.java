package io.forebay.worker.poll;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes partitions over and hands them on. Called on the poll thread, inside a poll. */
final class Rebalance implements ConsumerRebalanceListener {

    private static final Logger LOG = LoggerFactory.getLogger(Rebalance.class);

    private final Takings takings;
    private final Claims claims;
    private final FlowControl flow;
    private final Commits commits;
    private final Intake intake;
    private final Duration timeout;

    Rebalance(
            Takings takings,
            Claims claims,
            FlowControl flow,
            Commits commits,
            Intake intake,
            Duration timeout) {
        this.takings = takings;
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
        takings.of(Set.copyOf(partitions)).forEach(claims::add);
        flow.adjust();
        // Before anything of them is run: from now on a death is known to the next owner.
        commits.commitNow(claims.of(partitions), timeout);
        LOG.atInfo().addKeyValue("partitions", partitions).log("took partitions over");
    }

    /** Nothing new begins, what has begun gets some time to end, and what is done is committed. */
    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        List<Claim> revoked = claims.of(partitions);
        claims.dropWaiting(revoked);
        intake.purge();
        claims.awaitIdle(revoked, timeout);
        revoked.forEach(Claim::release);
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
}
