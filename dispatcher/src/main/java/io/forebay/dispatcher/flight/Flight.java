package io.forebay.dispatcher.flight;

import io.forebay.schemas.id.FlightKey;

/** The one execution that all jobs with the same content share. */
public sealed interface Flight permits InTheAir, Landed {

    FlightKey key();
}
