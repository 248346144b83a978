package io.forebay.dispatcher.flight;

import io.forebay.dispatcher.job.Ended;
import io.forebay.dispatcher.job.Jobs;
import io.forebay.dispatcher.job.OpenJob;
import io.forebay.dispatcher.job.Waits;
import io.forebay.dispatcher.timer.Timers;
import io.forebay.schemas.id.JobId;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Who waits for what: keeps each open job in the store, on its timer and, when that is due, before
 * its readers. Confined to the partition's thread.
 */
final class Roster {

    private final Jobs jobs;
    private final Timers<JobId> timers;
    private final Outbox outbox;
    private final Waits waits;
    private final Payloads payloads;

    Roster(Jobs jobs, Timers<JobId> timers, Outbox outbox, Waits waits, Payloads payloads) {
        this.jobs = jobs;
        this.timers = timers;
        this.outbox = outbox;
        this.waits = waits;
        this.payloads = payloads;
    }

    Waits waits() {
        return waits;
    }

    Optional<OpenJob> find(JobId id) {
        return jobs.find(id);
    }

    /** Takes a job in without a word: most end before anybody asks. */
    void board(OpenJob job) {
        jobs.keep(job);
        watch(job);
    }

    /** Keeps what became of a job, and says so. */
    void publish(OpenJob job) {
        OpenJob told = job.announce();
        jobs.keep(told);
        outbox.publish(told);
        watch(told);
    }

    void watch(OpenJob job) {
        timers.set(job.card().id(), job.dueAt(waits));
    }

    /** Ends a job that was open. */
    void end(Ended job) {
        jobs.drop(job.card());
        timers.clear(job.card().id());
        finish(job);
    }

    /** Ends a job that never got in. */
    void finish(Ended job) {
        outbox.publish(job);
        payloads.claim(job);
        if (job.card().submission().getIdempotent()) {
            jobs.rememberEnded(job.card().id(), job.expiresAt());
        }
    }

    /** Whether the id was seen before. */
    boolean knows(JobId id, boolean idempotent, long now) {
        return jobs.find(id).isPresent() || (idempotent && jobs.hasEnded(id, now));
    }

    Optional<OpenJob> leader(InTheAir flight) {
        return jobs.find(new JobId(flight.plan().id()));
    }

    /** The leader, or who came first when the leader has gone. */
    Optional<OpenJob> heir(InTheAir flight) {
        Optional<OpenJob> leader = leader(flight);
        return leader.isPresent() || !flight.shared() ? leader : jobs.first(flight.key());
    }

    /** Shows everyone who waits for a flight. */
    void each(InTheAir flight, Consumer<OpenJob> visitor) {
        if (flight.shared()) {
            jobs.each(flight.key(), visitor);
        } else {
            leader(flight).ifPresent(visitor);
        }
    }

    Span span(InTheAir flight) {
        Span span = new Span();
        each(flight, span::include);
        return span;
    }
}
