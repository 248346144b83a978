package io.forebay.scaler;

import io.forebay.schemas.config.ConfigReader;
import io.forebay.schemas.metric.MeterRegistries;
import java.nio.file.Path;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a scaler. */
public final class Main {

    private static final Logger LOG = LoggerFactory.getLogger(Main.class);

    private Main() {}

    /**
     * @param args the configuration file; none for the defaults and the environment
     */
    public static void main(String[] args) {
        ConfigReader reader = new ConfigReader(System.getenv());
        ScalerConfig config =
                args.length > 0
                        ? reader.read(Path.of(args[0]), ScalerConfig.class)
                        : reader.read("", "defaults", ScalerConfig.class);
        LOG.atInfo().log("configuration:\n{}", reader.write(config));
        Scaler scaler = Scaler.start(config, MeterRegistries.untraced(), InstantSource.system());
        Runtime.getRuntime().addShutdownHook(new Thread(scaler::close, "forebay-shutdown"));
        LOG.atInfo()
                .addKeyValue("grpc", scaler.grpcPort())
                .addKeyValue("ops", scaler.opsAddress())
                .log("the scaler runs");
    }
}
