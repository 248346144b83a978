package io.forebay.standalone;

import io.forebay.standalone.home.Home;
import java.net.URI;
import java.util.function.Function;

/** A whole Forebay in one process. Safe for use by several threads. */
public final class Standalone implements AutoCloseable {

    private final Home home;
    private final Backends backends;
    private final RunningServices services;

    private Standalone(Home home, Backends backends, RunningServices services) {
        this.home = home;
        this.backends = backends;
        this.services = services;
    }

    /**
     * Starts everything and returns when jobs are served.
     *
     * @throws RuntimeException saying what could not be started; nothing is left running then
     */
    public static Standalone start(StandaloneConfig config, Stages stages) {
        return start(config, stages, home -> EmbeddedBackends.start(home, config, stages));
    }

    /** The same on a broker and a Redis of the caller's choice, which are closed with it. */
    static Standalone start(
            StandaloneConfig config, Stages stages, Function<Home, Backends> backendsOf) {
        requireFree(config.port());
        Closing closing = new Closing();
        try {
            Home home = closing.add(Home.open(config.home()));
            Backends backends = closing.add(backendsOf.apply(home));
            RunningServices services =
                    closing.add(
                            RunningServices.start(
                                    new ServiceConfigs(
                                            config,
                                            home,
                                            LocalTenant.of(home),
                                            backends.bootstrapServers(),
                                            backends.redisAddress()),
                                    stages));
            return new Standalone(home, backends, services);
        } catch (RuntimeException e) {
            closing.close();
            throw e;
        }
    }

    /** Where HTTP is served. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + services.port());
    }

    public String apiKey() {
        return LocalTenant.of(home).apiKey();
    }

    /** Where everything is kept. */
    Home home() {
        return home;
    }

    public String bootstrapServers() {
        return backends.bootstrapServers();
    }

    public String redisAddress() {
        return backends.redisAddress();
    }

    /** Stops in the order in which work flows, so that what is under way can end. */
    @Override
    public void close() {
        services.close();
        backends.close();
        home.close();
    }

    private static void requireFree(int port) {
        if (port != 0 && !FreePorts.isFree(port)) {
            throw new IllegalStateException(
                    "port %d of this machine is taken; set FOREBAY_PORT to another, or to 0 for any free one"
                            .formatted(port));
        }
    }
}
