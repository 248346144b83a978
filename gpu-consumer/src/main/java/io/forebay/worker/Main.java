package io.forebay.worker;

import io.forebay.objects.PayloadStores;
import io.forebay.schemas.config.ConfigReader;
import io.forebay.schemas.metric.MeterRegistries;
import io.forebay.schemas.ops.OpsServer;
import io.forebay.schemas.payload.PayloadStore;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one worker: {@code Main [config.yaml]}. */
public final class Main {

    private static final Logger LOG = LoggerFactory.getLogger(Main.class);

    private Main() {}

    /**
     * @param args the configuration file, or nothing for the defaults
     */
    public static void main(String[] args) throws InterruptedException {
        ConfigReader reader = new ConfigReader(System.getenv());
        WorkerConfig config =
                args.length > 0
                        ? reader.read(Path.of(args[0]), WorkerConfig.class)
                        : reader.read("{}", "defaults", WorkerConfig.class);
        LOG.info("configuration: {}", config);
        PrometheusMeterRegistry registry = MeterRegistries.of(config.tracing());
        WorkerModels models = WorkerModels.open(config);
        if (config.applyModels()) {
            models.apply(config, Clock.systemUTC());
        }
        PayloadStore payloads = PayloadStores.open(config.payloads());
        Worker worker = Worker.start(config, models, payloads, Clock.systemUTC(), registry);
        OpsServer ops =
                OpsServer.start(
                        new InetSocketAddress(config.ops().host(), config.ops().port()),
                        registry,
                        worker::isLive,
                        worker::isReady);
        LOG.atInfo().addKeyValue("ops", ops.address()).log("worker started");
        CountDownLatch closed = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    worker.close();
                                    // The models end with the process: a run that outlasts the
                                    // drain must not lose them.
                                    ops.close();
                                    payloads.close();
                                    closed.countDown();
                                },
                                "forebay-shutdown"));
        closed.await();
    }
}
