package io.forebay.rehearsal.worker;

import io.forebay.objects.PayloadStores;
import io.forebay.schemas.config.ConfigReader;
import io.forebay.schemas.ops.OpsServer;
import io.forebay.schemas.payload.PayloadStore;
import io.forebay.worker.Worker;
import io.forebay.worker.WorkerConfig;
import io.forebay.worker.WorkerModels;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * A worker process, as {@code io.forebay.worker.Main} runs it but for its device: {@code
 * RehearsalWorker config.yaml MILLISECONDS-PER-ROW}.
 */
public final class RehearsalWorker {

    private RehearsalWorker() {}

    /**
     * @param args the configuration file, and how long the device takes for a row
     */
    public static void main(String[] args) throws InterruptedException {
        WorkerConfig config =
                ConfigReader.withoutEnvironment().read(Path.of(args[0]), WorkerConfig.class);
        Duration perRow = Duration.ofMillis(Long.parseLong(args[1]));
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        WorkerModels models = WorkerModels.open(config);
        if (config.applyModels()) {
            models.apply(config, Clock.systemUTC());
        }
        PayloadStore payloads = PayloadStores.open(config.payloads());
        Worker worker =
                Worker.start(
                        config,
                        model -> models.open(model).map(engine -> new PacedEngine(engine, perRow)),
                        payloads,
                        Clock.systemUTC(),
                        registry);
        OpsServer ops =
                OpsServer.start(
                        new InetSocketAddress(config.ops().host(), config.ops().port()),
                        registry,
                        worker::isLive,
                        worker::isReady);
        CountDownLatch closed = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    worker.close();
                                    ops.close();
                                    payloads.close();
                                    closed.countDown();
                                },
                                "forebay-shutdown"));
        closed.await();
    }
}
