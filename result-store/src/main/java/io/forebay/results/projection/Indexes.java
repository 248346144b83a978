package io.forebay.results.projection;

import io.forebay.results.projection.ViewChange.Enlist;
import io.forebay.results.state.Lifecycle;
import io.forebay.schemas.id.JobId;
import io.forebay.schemas.redis.IndexEntry;
import io.forebay.schemas.redis.RedisKeys;
import io.forebay.schemas.wire.JobState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Where a job is listed: among its tenant's jobs, among those of them that are open, and when it
 * has ended in its tenant's feed, at the offset of the record that ended it. That offset is the
 * same however often the log is read and compacted, so that a place in the feed outlives every
 * Redis.
 */
record Indexes(RedisKeys keys) {

    /**
     * @param expiresAt when the job leaves the view
     */
    List<Enlist> of(JobState job, ConsumerRecord<String, byte[]> record, long expiresAt) {
        if (job.getTenant().isEmpty()) {
            return List.of();
        }
        List<Enlist> entries = new ArrayList<>();
        entries.add(
                new Enlist(
                        keys.jobs(record.partition(), job.getTenant()),
                        IndexEntry.text(job.getCreatedAt(), record.key()),
                        0,
                        expiresAt,
                        ""));
        if (Lifecycle.hasEnded(job.getState())) {
            entries.add(
                    new Enlist(
                            keys.feed(record.partition(), job.getTenant()),
                            IndexEntry.text(job.getFinishedAt(), record.key()),
                            record.offset(),
                            expiresAt,
                            job.getTenant()));
        }
        return entries;
    }

    /**
     * Whether it is among its tenant's open jobs. Lines of batches are not: those wait outside
     * while there is no room for them.
     *
     * @param expiresAt when the job leaves the view
     */
    Optional<ViewChange> open(
            JobState job, ConsumerRecord<String, byte[]> record, long expiresAt, long now) {
        boolean listed =
                !job.getTenant().isEmpty()
                        && job.getBatchId().isEmpty()
                        && JobId.parse(record.key()).filter(JobId::isAnswered).isEmpty();
        if (!listed) {
            return Optional.empty();
        }
        String key = keys.open(record.partition(), job.getTenant());
        return Optional.of(
                Lifecycle.hasEnded(job.getState()) || expiresAt <= now
                        ? new ViewChange.Leave(key, record.key())
                        : new ViewChange.Enter(key, record.key(), expiresAt, expiresAt));
    }
}
