package io.forebay.results.pulse;

import io.forebay.results.redis.RedisClient;
import java.time.Instant;
import java.util.List;

/** What a result store does with the pulse, step by step. */
public final class PulseProbe {

    private final PulseStore store;

    public PulseProbe(RedisClient redis) {
        this.store = new PulseStore(redis, Instant::now);
    }

    /** Whether a share could be told. */
    public boolean tells(String process) {
        return store.tell(process, new Pulse(System.currentTimeMillis(), List.of()));
    }

    /** Forgets a share, and those of who is gone. */
    public void forgets(String process) {
        store.tidy();
        store.forget(process);
    }

    /** Whether the shares can be read. */
    public boolean reads() {
        return store.pulse().isPresent();
    }
}
