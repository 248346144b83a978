package io.forebay.results.consumer;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a consumer's steps on a thread of its own, and closes the consumer at the end. Safe for use
 * by several threads.
 */
public final class ConsumerThread implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ConsumerThread.class);

    private final Consumer<?, ?> consumer;
    private final Steps steps;
    private final Thread thread;
    private volatile boolean stopping;
    private volatile boolean failed;

    /** What is done on the thread, in this order. */
    public interface Steps {

        void subscribe();

        /** Once more; a retriable error of Kafka or a wake-up only ends this step. */
        void step();

        /** After the last step, not after a failure. */
        void finish();
    }

    private ConsumerThread(String name, Consumer<?, ?> consumer, Steps steps) {
        this.consumer = consumer;
        this.steps = steps;
        this.thread = Thread.ofPlatform().name(name).unstarted(this::run);
    }

    public static ConsumerThread start(String name, Consumer<?, ?> consumer, Steps steps) {
        ConsumerThread started = new ConsumerThread(name, consumer, steps);
        started.thread.start();
        return started;
    }

    /** Whether it ended by itself, so that only a restart helps. */
    public boolean hasFailed() {
        return failed;
    }

    /** The step under way is the last one. */
    public void stop() {
        stopping = true;
    }

    /** Returns after the last step. */
    @Override
    public void close() {
        stop();
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (consumer) {
            steps.subscribe();
            while (!stopping) {
                step();
            }
            steps.finish();
        } catch (RuntimeException e) {
            failed = true;
            LOG.atError()
                    .addKeyValue("thread", thread.getName())
                    .setCause(e)
                    .log("ended; the service must be restarted");
        }
    }

    private void step() {
        try {
            steps.step();
        } catch (RetriableException e) {
            LOG.atWarn().setCause(e).log("Kafka is away; trying again");
        } catch (WakeupException e) {
            LOG.atDebug().log("woken up to stop");
        }
    }
}
