package io.forebay.ingest.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Time that moves when told. */
public final class TestingClock implements InstantSource {

    private volatile Instant now = Instant.parse("2026-05-06T07:08:09.010Z");

    @Override
    public Instant instant() {
        return now;
    }

    public void advance(Duration step) {
        now = now.plus(step);
    }
}
