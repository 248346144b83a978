package io.forebay.worker.decode;

import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Something to decode; one of its two ends happens, and once.
 *
 * @param work takes the time, and returns what to do with what came of it
 * @param onGivenUp happens instead when it takes too long; is told where it was then, as the trace
 *     of an exception
 */
record Decode(Supplier<Runnable> work, Consumer<TimeoutException> onGivenUp) {}
