package io.forebay.ingest.admission;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at something again and again, on a virtual thread of its own, until it is closed; which
 * must be before what is looked at is closed. A look that fails is logged, and the next is made.
 */
public final class Sampling implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Sampling.class);

    private final Thread thread;

    private Sampling(Thread thread) {
        this.thread = thread;
    }

    /** One look. */
    @FunctionalInterface
    public interface Look {

        void run() throws InterruptedException;
    }

    /**
     * Starts to look.
     *
     * @param interval from the end of a look to the next
     */
    public static Sampling start(String name, Duration interval, Look look) {
        return new Sampling(
                Thread.ofVirtual()
                        .name(name)
                        .start(() -> {
                            try {
                                while (true) {
                                    try {
                                        look.run();
                                    } catch (RuntimeException e) {
                                        LOG.atWarn().setCause(e).log("{} failed", name);
                                    }
                                    Thread.sleep(interval);
                                }
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        }));
    }

    /** Returns when no look is under way any more. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
