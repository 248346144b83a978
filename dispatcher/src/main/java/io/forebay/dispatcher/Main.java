package io.forebay.dispatcher;

import io.forebay.schemas.config.ConfigReader;
import io.forebay.schemas.metric.MeterRegistries;
import io.forebay.schemas.ops.OpsServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a dispatcher until the process is told to end. */
public final class Main {

    private static final Logger LOG = LoggerFactory.getLogger(Main.class);

    private Main() {}

    /**
     * @param args the configuration file, or nothing for the defaults
     */
    public static void main(String[] args) {
        DispatcherConfig config = read(args);
        LOG.atInfo().addKeyValue("config", config).log("starting");
        PrometheusMeterRegistry registry = MeterRegistries.of(config.tracing());
        Dispatcher dispatcher =
                Dispatcher.start(config, InstantSource.system(), new SecureRandom(), registry);
        OpsServer ops =
                OpsServer.start(
                        new InetSocketAddress(config.ops().host(), config.ops().port()),
                        registry,
                        dispatcher::isLive,
                        dispatcher::isReady);
        Runtime.getRuntime()
                .addShutdownHook(
                        Thread.ofPlatform()
                                .name("shutdown")
                                .unstarted(() -> {
                                    ops.close();
                                    dispatcher.close();
                                }));
        LOG.atInfo()
                .addKeyValue("kafka", config.kafka().bootstrapServers())
                .addKeyValue("ops", "http://" + config.ops().host() + ":" + ops.address().getPort())
                .log("dispatching");
    }

    private static DispatcherConfig read(String[] args) {
        ConfigReader reader = new ConfigReader(System.getenv());
        return args.length == 0
                ? reader.read("", "defaults", DispatcherConfig.class)
                : reader.read(Path.of(args[0]), DispatcherConfig.class);
    }
}
