package io.forebay.worker;

import io.forebay.schemas.model.ModelFollower;
import io.forebay.schemas.payload.PayloadStore;
import io.forebay.schemas.topic.Topics;
import io.forebay.worker.withdrawal.WithdrawalReader;
import io.forebay.worker.withdrawal.WithdrawnFlights;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running worker: follows the applied models, draws their work, runs it in batches and reports
 * what became of it. Safe for use by several threads.
 */
public final class Worker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    /** Looking is cheap when nothing has changed. */
    private static final Duration RECONCILE_EVERY = Duration.ofMillis(250);

    private final Facilities facilities;
    private final ServedModels served;
    private final ModelFollower follower;
    private final WithdrawalReader withdrawals;
    private final ScheduledExecutorService loader;
    private volatile boolean closing;

    private Worker(
            Facilities facilities,
            ServedModels served,
            ModelFollower follower,
            WithdrawalReader withdrawals,
            ScheduledExecutorService loader) {
        this.facilities = facilities;
        this.served = served;
        this.follower = follower;
        this.withdrawals = withdrawals;
        this.loader = loader;
    }

    /**
     * Starts to serve; models are loaded in the background, and {@link #isReady} says when that is
     * done.
     *
     * @param payloads where inputs and outputs too large for a record are
     * @throws org.apache.kafka.common.KafkaException when Kafka cannot be reached
     * @throws IllegalStateException when a topic is not as it should be
     */
    public static Worker start(
            WorkerConfig config,
            EngineSource engines,
            PayloadStore payloads,
            InstantSource clock,
            MeterRegistry registry) {
        String name = WorkerName.of(config.workerId());
        KafkaClients clients = new KafkaClients(config.kafka(), config.topics(), name);
        clients.ensure(List.of(Topics.COMPLETIONS, Topics.WITHDRAWALS, Topics.MODELS));
        WithdrawnFlights withdrawn =
                new WithdrawnFlights(
                        config.withdrawals().maxEntries(), config.withdrawals().keep());
        Facilities facilities =
                Facilities.open(config, name, clients, clock, payloads, withdrawn, registry);
        WithdrawalReader withdrawals =
                new WithdrawalReader(
                        clients.reader(), withdrawn, config.withdrawals().keep(), clock);
        Thread.ofPlatform().daemon(true).name("forebay-withdrawals").start(withdrawals);
        ServedModels served = new ServedModels(engines, facilities);
        ModelFollower follower = ModelFollower.start(clients.properties(), served::applied);
        ScheduledExecutorService loader =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().name("forebay-loader").factory());
        var _ =
                loader.scheduleWithFixedDelay(
                        facilities.guarded("loading models", served::reconcile),
                        0,
                        RECONCILE_EVERY.toMillis(),
                        TimeUnit.MILLISECONDS);
        return new Worker(facilities, served, follower, withdrawals, loader);
    }

    /** False when only a restart helps. */
    public boolean isLive() {
        return facilities.health().isLive();
    }

    /** True once the models are warm and their groups are joined, while results can be sent. */
    public boolean isReady() {
        return !closing && facilities.health().isWell() && served.isReady();
    }

    /** Finishes the batches in hand, commits, leaves the groups and unloads the models. */
    @Override
    public void close() {
        closing = true;
        loader.shutdownNow();
        follower.close();
        withdrawals.stop();
        Duration patience = facilities.config().drainTimeout();
        long began = System.nanoTime();
        served.close(patience);
        awaitLoader(patience.minusNanos(System.nanoTime() - began));
        facilities.close();
    }

    /** The JVM must not end under a load: native code would find its own library gone. */
    private void awaitLoader(Duration patience) {
        try {
            if (!loader.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.atWarn().log("ends while a model is loading");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
