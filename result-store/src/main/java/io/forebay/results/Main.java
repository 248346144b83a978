package io.forebay.results;

import io.forebay.schemas.config.ConfigReader;
import io.forebay.schemas.metric.MeterRegistries;
import java.nio.file.Path;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a result store. */
public final class Main {

    private static final Logger LOG = LoggerFactory.getLogger(Main.class);

    private Main() {}

    /**
     * @param args the configuration file; none for the defaults and the environment
     */
    public static void main(String[] args) {
        ConfigReader reader = new ConfigReader(System.getenv());
        ResultStoreConfig config =
                args.length > 0
                        ? reader.read(Path.of(args[0]), ResultStoreConfig.class)
                        : reader.read("", "defaults", ResultStoreConfig.class);
        LOG.atInfo().log("configuration:\n{}", reader.write(config));
        ResultStore store =
                ResultStore.start(
                        config, MeterRegistries.of(config.tracing()), InstantSource.system());
        Runtime.getRuntime().addShutdownHook(new Thread(store::close, "forebay-shutdown"));
        LOG.atInfo().addKeyValue("ops", store.opsAddress()).log("the result store runs");
    }
}
