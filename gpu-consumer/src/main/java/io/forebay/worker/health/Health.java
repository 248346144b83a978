package io.forebay.worker.health;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether this worker is well. Safe for use by several threads. */
public final class Health {

    private static final Logger LOG = LoggerFactory.getLogger(Health.class);

    private final AtomicReference<@Nullable Throwable> fatal = new AtomicReference<>();
    private volatile boolean troubled;

    /** From now on only a restart helps. */
    public void fatal(String what, Throwable cause) {
        if (fatal.compareAndSet(null, cause)) {
            LOG.atError().setCause(cause).log("this worker must be restarted: {}", what);
        }
    }

    /** Whether results cannot be handed over at the moment. */
    public void troubled(boolean now) {
        troubled = now;
    }

    /** False when only a restart helps. */
    public boolean isLive() {
        return fatal.get() == null;
    }

    /** False while this worker should get no work. */
    public boolean isWell() {
        return isLive() && !troubled;
    }
}
