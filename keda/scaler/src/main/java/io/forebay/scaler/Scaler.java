package io.forebay.scaler;

import io.forebay.scaler.grpc.ScalerEndpoint;
import io.forebay.scaler.kafka.AdminLanes;
import io.forebay.scaler.kafka.HistoryTopic;
import io.forebay.scaler.lane.Lanes;
import io.forebay.scaler.report.ExplainPage;
import io.forebay.scaler.report.ScalerMeters;
import io.forebay.schemas.ops.OpsServer;
import io.forebay.schemas.topic.TopicCreator;
import io.forebay.schemas.topic.Topics;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running scaler. Safe for use by several threads. */
public final class Scaler implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Scaler.class);
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final Admin admin;
    private final HistoryTopic history;
    private final Lanes lanes;
    private final ScalerMeters meters;
    private final Server server;
    private final OpsServer ops;
    private final ScheduledExecutorService sampling =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("forebay-scaler-sampling").factory());

    private Scaler(ScalerConfig config, PrometheusMeterRegistry registry, InstantSource clock) {
        Map<String, Object> kafka = config.kafka().clientProperties();
        admin = Admin.create(kafka);
        new TopicCreator(admin, config.topics(), START).ensure(List.of(Topics.SCALER_HISTORY));
        history = HistoryTopic.open(kafka, START);
        lanes = new Lanes(new AdminLanes(admin, ANSWER), history, clock, config.staleAfter());
        meters = new ScalerMeters(registry);
        server =
                NettyServerBuilder.forAddress(
                                config.grpc().address(),
                                config.tls() == null
                                        ? InsecureServerCredentials.create()
                                        : config.tls().credentials())
                        .addService(new ScalerEndpoint(lanes, meters).service())
                        .build();
        ops = OpsServer.start(config.ops().address(), registry, history::follows, history::follows);
        ExplainPage explain = new ExplainPage(lanes);
        ops.page("/explain", explain);
        ops.page("/explain.json", explain);
    }

    /**
     * Returns when the history has been read and KEDA is answered.
     *
     * @throws org.apache.kafka.common.KafkaException when the brokers cannot be asked
     * @throws IllegalStateException when the history's topic is not as it should be
     */
    public static Scaler start(
            ScalerConfig config, PrometheusMeterRegistry registry, InstantSource clock) {
        Scaler scaler = new Scaler(config, registry, clock);
        try {
            scaler.server.start();
        } catch (IOException e) {
            scaler.close();
            throw new UncheckedIOException("cannot listen on " + config.grpc(), e);
        }
        long every = config.sampleInterval().toMillis();
        // What is thrown out of a scheduled task ends it in silence; sample() catches.
        var _ =
                scaler.sampling.scheduleAtFixedRate(
                        scaler::sample, every, every, TimeUnit.MILLISECONDS);
        return scaler;
    }

    public InetSocketAddress opsAddress() {
        return ops.address();
    }

    /** Where KEDA is answered. */
    public int grpcPort() {
        return server.getPort();
    }

    private void sample() {
        try {
            lanes.decideAll((lane, why) -> {
                meters.sampled("unseen");
                LOG.atWarn().addKeyValue("lane", lane).log(why.getMessage());
            });
            meters.sampled("seen");
            meters.report(lanes.reports());
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("a round of decisions failed");
        }
    }

    @Override
    public void close() {
        sampling.shutdownNow();
        server.shutdownNow();
        ops.close();
        history.close();
        admin.close(ANSWER);
    }
}
