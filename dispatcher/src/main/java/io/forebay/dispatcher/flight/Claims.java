package io.forebay.dispatcher.flight;

import io.forebay.schemas.id.FlightKey;
import java.util.List;
import java.util.Optional;

/** The claims of one partition's jobs, one each. Confined to the partition's thread. */
public interface Claims {

    Optional<Claim> find(FlightKey flight, String job);

    /** Keeps a claim instead of the one that the job had. */
    void keep(Claim claim);

    void drop(Claim claim);

    /** Whether any claim names a payload. */
    boolean name(String key);

    /** Some more claims, at most that many: all of them in turn. */
    List<Claim> some(int most);
}
