package io.forebay.worker.poll;

import io.forebay.worker.meter.LaneMeters;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Commits what is done. Confined to the poll thread, on which Kafka calls back too. */
final class Commits {

    private static final Logger LOG = LoggerFactory.getLogger(Commits.class);

    private final Consumer<?, ?> consumer;
    private final Claims claims;
    private final Duration interval;
    private final LaneMeters meters;
    private long last = System.nanoTime();
    private boolean underWay;

    Commits(Consumer<?, ?> consumer, Claims claims, Duration interval, LaneMeters meters) {
        this.consumer = consumer;
        this.claims = claims;
        this.interval = interval;
        this.meters = meters;
    }

    /** Commits in the background, at most once per interval. */
    void commitWhenDue() {
        if (underWay || System.nanoTime() - last < interval.toNanos()) {
            return;
        }
        last = System.nanoTime();
        Map<TopicPartition, OffsetAndMetadata> commits = Claims.toCommit(claims.all());
        if (!commits.isEmpty()) {
            underWay = true;
            consumer.commitAsync(commits, this::committed);
        }
    }

    /** Commits and waits for the acknowledgement; false when there is none. */
    boolean commitNow(Collection<Claim> some, Duration timeout) {
        Map<TopicPartition, OffsetAndMetadata> commits = Claims.toCommit(some);
        if (commits.isEmpty()) {
            return true;
        }
        try {
            consumer.commitSync(commits, timeout);
            noteCommitted(commits);
            meters.committed();
            return true;
        } catch (KafkaException e) {
            noteFailure(e);
            return false;
        }
    }

    private void committed(
            Map<TopicPartition, OffsetAndMetadata> commits, @Nullable Exception failure) {
        underWay = false;
        if (failure == null) {
            noteCommitted(commits);
            meters.committed();
        } else {
            noteFailure(failure);
        }
    }

    private void noteCommitted(Map<TopicPartition, OffsetAndMetadata> commits) {
        commits.forEach((partition, commit) ->
                claims.find(partition).ifPresent(claim -> claim.committed(commit)));
    }

    private void noteFailure(Exception failure) {
        meters.commitFailed();
        LOG.atWarn().setCause(failure).log("could not commit; what is not committed may run again");
    }
}
