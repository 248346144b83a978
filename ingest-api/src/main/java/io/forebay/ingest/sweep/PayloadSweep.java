package io.forebay.ingest.sweep;

import io.forebay.schemas.payload.PayloadStore;
import io.forebay.schemas.payload.PayloadStoreException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes payloads by their age: those of jobs past their retention, and the text of batches that
 * nobody finalized. A payload that is put again is young again. Several nodes may sweep at once.
 */
final class PayloadSweep implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PayloadSweep.class);

    private final PayloadStore store;
    private final SweepConfig config;
    private final InstantSource clock;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon(true).name("forebay-sweep").factory());

    PayloadSweep(PayloadStore store, SweepConfig config, InstantSource clock) {
        this.store = store;
        this.config = config;
        this.clock = clock;
    }

    /** Sweeps every so often, if at all, until it is closed. */
    void start() {
        if (config.every().isPositive()) {
            long millis = config.every().toMillis();
            var _ =
                    timer.scheduleWithFixedDelay(
                            this::sweep, millis, millis, TimeUnit.MILLISECONDS);
        }
    }

    /** Sweeps once. */
    void sweep() {
        sweep("inputs", config.payloads());
        sweep("outputs", config.payloads());
        sweep("batches", config.batches());
    }

    private void sweep(String folder, Duration keep) {
        try {
            long swept = store.sweep(folder, clock.instant().minus(keep));
            if (swept > 0) {
                LOG.atInfo()
                        .addKeyValue("folder", folder)
                        .addKeyValue("objects", swept)
                        .log("swept old payloads");
            }
        } catch (PayloadStoreException e) {
            LOG.atWarn().addKeyValue("folder", folder).setCause(e).log("payloads cannot be swept");
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
