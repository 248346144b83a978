package io.forebay.dispatcher.meter;

import io.forebay.dispatcher.flight.CancellationOutcome;
import io.forebay.dispatcher.flight.CompletionOutcome;
import io.forebay.dispatcher.flight.DeletionOutcome;
import io.forebay.dispatcher.flight.SubmissionOutcome;
import io.forebay.schemas.wire.JobState;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Everything the dispatcher counts. Safe for use by several threads. After a crash, records are
 * processed again and counted again: these are for operators, not for accounts.
 */
public final class DispatcherMeters {

    private static final String OUTCOME = "outcome";

    private final MeterRegistry registry;
    private final Map<Enum<?>, Counter> outcomes = new ConcurrentHashMap<>();
    private final Map<Enum<?>, Timer> durations = new ConcurrentHashMap<>();
    private final Map<Integer, Integer> openJobs = new ConcurrentHashMap<>();
    private final Map<Integer, Integer> cachedFlights = new ConcurrentHashMap<>();

    public DispatcherMeters(MeterRegistry registry) {
        this.registry = registry;
        Gauge.builder("forebay.dispatcher.jobs.open", openJobs, DispatcherMeters::sum)
                .register(registry);
        Gauge.builder("forebay.dispatcher.flights.cached", cachedFlights, DispatcherMeters::sum)
                .register(registry);
        // A counter that appears with its first event hides it: nothing has risen from nothing.
        counter("forebay.dispatcher.dead.letters", "written");
        counter("forebay.dispatcher.work.held", "no_topic");
        counter("forebay.dispatcher.thread.deaths", "replaced");
        counter("forebay.dispatcher.thread.deaths", "fatal");
        counter("forebay.dispatcher.records", "unreadable");
        counter("forebay.dispatcher.records", "unwritable");
        counter("forebay.dispatcher.records", "unprocessable");
    }

    public void submission(SubmissionOutcome outcome) {
        count("forebay.dispatcher.submissions", outcome);
    }

    public void cancellation(CancellationOutcome outcome) {
        count("forebay.dispatcher.cancellations", outcome);
    }

    public void deletion(DeletionOutcome outcome) {
        count("forebay.dispatcher.deletions", outcome);
    }

    public void completion(CompletionOutcome outcome) {
        count("forebay.dispatcher.completions", outcome);
    }

    /** A job ended: counted, and timed from its creation on. */
    public void ended(JobState state) {
        durations
                .computeIfAbsent(
                        state.getState(),
                        which ->
                                Timer.builder("forebay.dispatcher.job.duration")
                                        .tag(OUTCOME, tag(which))
                                        .publishPercentileHistogram()
                                        .register(registry))
                .record(
                        Duration.ofMillis(
                                Math.max(0, state.getFinishedAt() - state.getCreatedAt())));
    }

    public void deadLetter() {
        counter("forebay.dispatcher.dead.letters", "written").increment();
    }

    /** Payloads that went with the last job that named them. */
    public void discard(int payloads) {
        counter("forebay.dispatcher.payloads", "discarded").increment(payloads);
    }

    public void withdrawal() {
        counter("forebay.dispatcher.withdrawals", "written").increment();
    }

    /** Work was held because its topic is missing. */
    public void workWithoutTopic() {
        counter("forebay.dispatcher.work.held", "no_topic").increment();
    }

    /**
     * Something happened to a batch.
     *
     * @param known whether the batch is there
     */
    public void batchEvent(boolean known) {
        counter("forebay.dispatcher.batch.events", known ? "reduced" : "no_batch").increment();
    }

    /** A record that is not what its topic holds was passed over. */
    public void unreadable() {
        counter("forebay.dispatcher.records", "unreadable").increment();
    }

    /** A record could not be written, and its transaction is aborted. */
    public void unwritable() {
        counter("forebay.dispatcher.records", "unwritable").increment();
    }

    /** A record could not be processed, and will be again. */
    public void unprocessable() {
        counter("forebay.dispatcher.records", "unprocessable").increment();
    }

    /** A stream thread died. */
    public void threadDeath(boolean replaced) {
        counter("forebay.dispatcher.thread.deaths", replaced ? "replaced" : "fatal").increment();
    }

    /** What a partition holds now. */
    public void holds(int partition, int jobs, int flights) {
        openJobs.put(partition, jobs);
        cachedFlights.put(partition, flights);
    }

    /** The partition is another instance's now. */
    public void leaves(int partition) {
        openJobs.remove(partition);
        cachedFlights.remove(partition);
    }

    private void count(String name, Enum<?> outcome) {
        outcomes.computeIfAbsent(outcome, which -> counter(name, tag(which))).increment();
    }

    private Counter counter(String name, String outcome) {
        return registry.counter(name, OUTCOME, outcome);
    }

    private static String tag(Enum<?> outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }

    private static double sum(Map<Integer, Integer> numbers) {
        return numbers.values().stream().mapToInt(Integer::intValue).sum();
    }
}
