package io.forebay.dispatcher.flight;

import io.forebay.schemas.id.FlightKey;
import java.util.Optional;

/** The flights of one partition. Confined to the partition's thread. */
public interface Flights {

    Optional<Flight> find(FlightKey key);

    void keep(Flight flight);

    void drop(FlightKey key);
}
