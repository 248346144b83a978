package io.forebay.dispatcher.flight;

import io.forebay.dispatcher.job.Jobs;
import io.forebay.dispatcher.retry.HeldWork;

/** Everything that the dispatcher remembers of one partition. */
public record Ledgers(Flights flights, Jobs jobs, HeldWork held, Claims claims) {}
