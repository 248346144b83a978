package io.forebay.worker.attempt;

import io.forebay.schemas.id.FlightKey;
import io.forebay.schemas.trace.JobLog;
import io.forebay.schemas.wire.WorkItem;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.spi.LoggingEventBuilder;

/** One attempt of one flight, in this worker's hand. Safe for use by several threads. */
public final class Attempt {

    private enum Stage {
        WAITING,
        RUNNING,
        ENDED,
        DROPPED
    }

    private final WorkItem item;
    private final FlightKey flight;
    private final Instant takenAt;
    private final Runnable onFinished;
    private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.WAITING);
    private volatile @Nullable Instant startedAt;
    private volatile int deaths;
    private volatile int deliveries;

    /** Worker deaths that work may be in progress through; at the next it is given up. */
    public static final int TOLERATED_DEATHS = 2;

    /**
     * Deliveries of a record after which a worker gives its attempt up, so that the broker, which
     * would drop it without a word, never has to.
     */
    public static final int MOST_DELIVERIES = 8;

    /**
     * @param takenAt when it was taken off the work topic
     * @param onFinished called once its completion is acknowledged, or when it needs none
     * @throws IllegalArgumentException when the item's flight key is none
     */
    public Attempt(WorkItem item, Instant takenAt, Runnable onFinished) {
        this.item = item;
        this.flight = new FlightKey(item.getFlightKey());
        this.takenAt = takenAt;
        this.onFinished = onFinished;
    }

    public WorkItem item() {
        return item;
    }

    public FlightKey flight() {
        return flight;
    }

    /** Says in the log which flight it is of, which job leads that, and in which trace. */
    public LoggingEventBuilder log(LoggingEventBuilder line) {
        return JobLog.of(
                line.addKeyValue("flight", flight), item.getFlightId(), item.getTraceparent());
    }

    /** When its run started, in Unix epoch milliseconds; 0 before. */
    public long startedAt() {
        Instant started = startedAt;
        return started == null ? 0 : started.toEpochMilli();
    }

    /** How long it was in hand before its run started; zero before. */
    public Duration waited() {
        Instant started = startedAt;
        return started == null || started.isBefore(takenAt)
                ? Duration.ZERO
                : Duration.between(takenAt, started);
    }

    public boolean isWaiting() {
        return stage.get() == Stage.WAITING;
    }

    /**
     * From waiting to in progress: from now on it will end here.
     *
     * @return false when it was dropped
     */
    public boolean begin() {
        return stage.compareAndSet(Stage.WAITING, Stage.RUNNING);
    }

    /** Notes the start of the run that it takes part in. */
    public void started(Instant when) {
        startedAt = when;
    }

    /** From in progress to ended: its outcome is known. */
    public void end() {
        stage.set(Stage.ENDED);
    }

    public boolean hasEnded() {
        return stage.get() == Stage.ENDED;
    }

    /**
     * Gives it up while it waits: another worker is to take it.
     *
     * @return false when it is in progress, and so will end here
     */
    public boolean drop() {
        return stage.compareAndSet(Stage.WAITING, Stage.DROPPED) || stage.get() == Stage.DROPPED;
    }

    /** Notes that it was in progress, perhaps, when so many workers died. */
    public void survived(int workerDeaths) {
        deaths = workerDeaths;
    }

    /** Notes how often its record was delivered, where the broker counts. */
    public void delivered(int times) {
        deliveries = times;
    }

    /** Whether its record was delivered so often that it is not to be run from it any more. */
    public boolean isWornOut() {
        return deliveries >= MOST_DELIVERIES;
    }

    /** Notes that what ran it has died. Called by the device thread only. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
    public void lost() {
        deaths++;
    }

    /** Whether it is suspected enough that nothing else is put at risk with it. */
    public boolean mustRunAlone() {
        return deaths >= TOLERATED_DEATHS;
    }

    /** Whether it is not to be run any more. */
    public boolean isCondemned() {
        return deaths > TOLERATED_DEATHS;
    }

    /** Its record can be committed. */
    public void finish() {
        onFinished.run();
    }

    /** Until when it may start, in Unix epoch milliseconds; {@link Long#MAX_VALUE} = any time. */
    public long expiresAt() {
        return Math.min(orNever(item.getStartBy()), deadline());
    }

    /** Until when it may end, in Unix epoch milliseconds; {@link Long#MAX_VALUE} = any time. */
    public long deadline() {
        return orNever(item.getDeadline());
    }

    private static long orNever(long millis) {
        return millis == 0 ? Long.MAX_VALUE : millis;
    }
}
