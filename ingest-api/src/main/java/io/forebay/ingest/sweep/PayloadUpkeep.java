package io.forebay.ingest.sweep;

import io.forebay.schemas.payload.PayloadStore;
import java.time.InstantSource;
import java.util.Map;

/**
 * What this node does for payloads that nobody needs: removes those of deleted jobs, and old ones.
 */
public final class PayloadUpkeep implements AutoCloseable {

    private final PayloadSweep sweep;
    private final DiscardFollower discards;

    private PayloadUpkeep(PayloadSweep sweep, DiscardFollower discards) {
        this.sweep = sweep;
        this.discards = discards;
    }

    /**
     * Removes in the background until it is closed.
     *
     * @param kafka client properties, at least {@code bootstrap.servers}
     */
    public static PayloadUpkeep start(
            Map<String, Object> kafka,
            PayloadStore store,
            SweepConfig config,
            InstantSource clock) {
        DiscardFollower discards = DiscardFollower.start(kafka, store);
        PayloadSweep sweep = new PayloadSweep(store, config, clock);
        sweep.start();
        return new PayloadUpkeep(sweep, discards);
    }

    @Override
    public void close() {
        sweep.close();
        discards.close();
    }
}
