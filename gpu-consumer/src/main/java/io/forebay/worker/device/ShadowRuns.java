package io.forebay.worker.device;

import io.forebay.schemas.payload.Payloads;
import io.forebay.worker.attempt.Ended;
import io.forebay.worker.attempt.Ending;
import io.forebay.worker.meter.ShadowMeters;
import io.forebay.worker.meter.ShadowMeters.End;
import io.forebay.worker.model.RunOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs copies of work that has landed on a {@link Shadow}, one at a time, when the device has
 * nothing else to do. What comes of a copy is measured and forgotten: no attempt, no verdict and no
 * completion is made of it. What waits is bounded, and what there is no room for is dropped.
 *
 * <p>Safe for use by several threads; {@link #runNext} is the device thread's.
 */
public final class ShadowRuns {

    private static final Logger LOG = LoggerFactory.getLogger(ShadowRuns.class);

    private final LoadedModels models;
    private final WorkQueue queue;
    private final SharedProcess process;
    private final ShadowInputs inputs;
    private final ShadowMeters meters;

    /** Guarded by this, as all below. */
    private Optional<Shadow> shadow = Optional.empty();

    private final ShadowLine line = new ShadowLine();
    private boolean preparing;
    private @Nullable ReadyCopy next;
    private boolean stopped;

    /** Where copies are made ready, behind work that somebody waits for. */
    public interface Background {

        /** Does what waits for the network. */
        void fetchLast(Runnable work);

        /**
         * Does what takes a core, and then what that returns.
         *
         * @param onGivenUp happens instead when it takes too long
         */
        void decodeLast(Supplier<Runnable> work, Consumer<TimeoutException> onGivenUp);
    }

    /**
     * @param inputs where large ones lie
     */
    public ShadowRuns(
            LoadedModels models,
            WorkQueue queue,
            SharedProcess process,
            Background background,
            Payloads inputs,
            ShadowMeters meters) {
        this.models = models;
        this.queue = queue;
        this.process = process;
        this.meters = meters;
        this.inputs =
                new ShadowInputs(models, background, inputs, meters, this::prepared, this::giveUp);
    }

    /** What runs copies from now on; one that was stopped stays so until there is another. */
    public synchronized void follow(Optional<Shadow> now) {
        if (!now.equals(shadow)) {
            shadow = now;
            stopped = false;
            forget();
        }
    }

    /** Keeps copies of what has landed, as far as they are wanted and there is room. */
    synchronized void ended(List<Ended> ended) {
        for (Ended one : ended) {
            if (shadow.isPresent()
                    && one.ending() instanceof Ending.Landed(var output, var _)
                    && shadow.get().takes(one.attempt())) {
                keep(new ShadowCopy(shadow.get(), one.attempt().item(), output));
            }
        }
        prepareNext();
    }

    private void keep(ShadowCopy copy) {
        if (stopped || !line.offer(copy)) {
            meters.dropped(copy.of().version());
        }
    }

    /** One at a time, and none beyond the one that waits for the device. */
    private synchronized void prepareNext() {
        if (!preparing && next == null) {
            line.poll().ifPresent(this::prepareBehindAll);
        }
    }

    private void prepareBehindAll(ShadowCopy copy) {
        preparing = true;
        inputs.prepare(copy);
    }

    /** A thread hangs in it, of which only so many can be replaced: one for copies is enough. */
    private void giveUp(ShadowCopy copy, TimeoutException where) {
        LOG.atWarn()
                .addKeyValue("version", copy.of().version())
                .setCause(where)
                .log("gave up decoding a copy");
        meters.dropped(copy.of().version());
        stop(copy.of(), "a decoder hangs");
        prepared(Optional.empty());
    }

    private void prepared(Optional<ReadyCopy> ready) {
        synchronized (this) {
            preparing = false;
            next =
                    ready.filter(one -> !stopped && shadow.equals(Optional.of(one.copy().of())))
                            .orElse(null);
        }
        queue.wake();
        prepareNext();
    }

    /** Runs the copy that is ready, if there is one: for a device that no work waits for. */
    public void runNext() {
        ReadyCopy ready;
        synchronized (this) {
            ready = next;
            next = null;
        }
        if (ready == null) {
            return;
        }
        prepareNext();
        // One that had to go meanwhile is closed, or will be.
        boolean isHere =
                models.find(ready.copy().of().digest())
                        .filter(model -> model == ready.model())
                        .isPresent();
        if (isHere) {
            run(ready);
        } else {
            meters.dropped(ready.copy().of().version());
        }
    }

    private void run(ReadyCopy ready) {
        long start = System.nanoTime();
        Duration timeout = ready.model().model().manifest().limits().runTimeout();
        try {
            RunOutcome outcome =
                    process.runBeside(() -> ready.model().run(List.of(ready.input()), timeout));
            switch (outcome) {
                case RunOutcome.Ran ran ->
                        meters.ran(
                                ready.copy().of().version(),
                                compare(ready.copy(), ran),
                                since(start));
                case RunOutcome.Broke broke -> {
                    meters.failed(ready.copy().of().version(), start);
                    if (broke.kind() != RunOutcome.Kind.REJECTED) {
                        stop(ready.copy().of(), broke.kind().name());
                    }
                }
            }
        } catch (RuntimeException | OutOfMemoryError e) {
            meters.failed(ready.copy().of().version(), start);
            stop(ready.copy().of(), e.toString());
        }
    }

    private static End compare(ShadowCopy copy, RunOutcome.Ran ran) {
        return switch (ran.answers().getFirst()) {
            case RunOutcome.Answer.Output(var output) ->
                    Agreement.of(copy.answer(), output) ? End.AGREED : End.DIFFERED;
            case RunOutcome.Answer.Unusable(var _) -> End.FAILED;
        };
    }

    /** What harms the worker would sooner or later harm those that somebody waits for. */
    private synchronized void stop(Shadow harmful, String why) {
        if (shadow.equals(Optional.of(harmful)) && !stopped) {
            stopped = true;
            forget();
            LOG.atWarn()
                    .addKeyValue("version", harmful.version())
                    .addKeyValue("why", why)
                    .log("no more copies: one did harm");
        }
    }

    private void forget() {
        line.clear();
        next = null;
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
