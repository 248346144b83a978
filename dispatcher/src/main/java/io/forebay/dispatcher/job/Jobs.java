package io.forebay.dispatcher.job;

import io.forebay.schemas.id.FlightKey;
import io.forebay.schemas.id.JobId;
import java.util.Optional;
import java.util.function.Consumer;

/** The jobs of one partition. Confined to the partition's thread. */
public interface Jobs {

    Optional<OpenJob> find(JobId id);

    void keep(OpenJob job);

    void drop(Card card);

    /**
     * Shows every open job of a flight, in the order of their ids, which they may leave meanwhile.
     */
    void each(FlightKey flight, Consumer<OpenJob> visitor);

    /** The open job of a flight that comes first by its id. */
    Optional<OpenJob> first(FlightKey flight);

    /** Whether an idempotent job of this id has ended, and can still be read. */
    boolean hasEnded(JobId id, long now);

    void rememberEnded(JobId id, long until);

    /** Looks through some more of the ended jobs, and forgets those past their time. */
    void forgetEnded(long now, int most);
}
