package io.forebay.ingest.deadletter;

import io.forebay.schemas.wire.DeadLetter;

/** A dead letter and where it lies. */
public record Letter(LetterId id, DeadLetter letter) {}
