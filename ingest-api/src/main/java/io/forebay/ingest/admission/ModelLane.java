package io.forebay.ingest.admission;

import io.forebay.schemas.wire.Lane;

/** One lane of one model: a work topic and its workers' group. */
public record ModelLane(String model, Lane lane) {}
