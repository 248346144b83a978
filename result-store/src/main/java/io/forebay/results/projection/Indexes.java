package io.forebay.results.projection;

import io.forebay.results.projection.ViewChange.Enlist;
import io.forebay.results.state.Lifecycle;
import io.forebay.schemas.redis.IndexEntry;
import io.forebay.schemas.redis.RedisKeys;
import io.forebay.schemas.wire.JobState;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Where a job is listed: among its tenant's jobs, and when it has ended in its tenant's feed, at
 * the offset of the record that ended it. That offset is the same however often the log is read and
 * compacted, so that a place in the feed outlives every Redis.
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
}
