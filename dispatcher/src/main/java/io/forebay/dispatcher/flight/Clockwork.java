package io.forebay.dispatcher.flight;

import io.forebay.dispatcher.job.Lateness;
import io.forebay.dispatcher.job.OpenJob;
import io.forebay.dispatcher.retry.HeldWork;
import io.forebay.dispatcher.timer.Timers;
import io.forebay.schemas.id.FlightKey;
import io.forebay.schemas.id.JobId;
import java.util.Optional;

/** Does what is due. Confined to the partition's thread. */
final class Clockwork {

    private final Timers<JobId> timers;
    private final Roster roster;
    private final Departures departures;
    private final Runway runway;
    private final HeldWork held;

    Clockwork(
            Timers<JobId> timers,
            Roster roster,
            Departures departures,
            Runway runway,
            HeldWork held) {
        this.timers = timers;
        this.roster = roster;
        this.departures = departures;
        this.runway = runway;
        this.held = held;
    }

    long nextDue() {
        return Math.min(timers.nextDue(), held.nextDue());
    }

    /** Fires at most that many timers; the rest fire next time. */
    void fire(long now, int most) {
        held.release(
                now, most, item -> runway.release(item, new FlightKey(item.getFlightKey()), now));
        for (int fired = 0; fired < most; fired++) {
            Optional<JobId> due = timers.poll(now);
            if (due.isEmpty()) {
                return;
            }
            due.flatMap(roster::find).ifPresent(job -> attend(job, now));
        }
    }

    private void attend(OpenJob job, long now) {
        Optional<Lateness> late = job.lateness(now, roster.waits());
        if (late.isPresent()) {
            departures.leave(job.expire(now, late.get().problem()), now);
        } else if (job.wantsAnnouncement(now, roster.waits())) {
            roster.publish(job);
        } else {
            roster.watch(job);
        }
    }
}
