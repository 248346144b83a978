package io.forebay.standalone;

import io.forebay.schemas.trace.TracingConfig;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What a standalone Forebay is started with.
 *
 * @param home where everything is kept
 * @param host that HTTP is served on: 127.0.0.1, or 0.0.0.0 for others too
 * @param port of HTTP; 0 = any free one
 * @param models the model repository
 * @param searchPath where programs are looked for, as the PATH has it
 * @param partitions of each topic: small, since one process does all the work
 * @param tracing where spans go
 * @param deletionLag as {@code topics.deletion-lag}: short, since there is one partition
 */
public record StandaloneConfig(
        Path home,
        String host,
        int port,
        Path models,
        String searchPath,
        int partitions,
        TracingConfig tracing,
        Duration deletionLag) {

    static final String LOOPBACK = "127.0.0.1";

    /** Enough to show how work spreads, few enough to start quickly. */
    private static final int PARTITIONS = 1;

    private static final Duration DELETION_LAG = Duration.ofMinutes(10);

    public StandaloneConfig {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("FOREBAY_PORT must be 0 to 65535, not " + port);
        }
    }

    /** For this machine alone, without traces. */
    public static StandaloneConfig of(Path home, int port, Path models, String searchPath) {
        return new StandaloneConfig(
                home,
                LOOPBACK,
                port,
                models,
                searchPath,
                PARTITIONS,
                TracingConfig.DEFAULT,
                DELETION_LAG);
    }

    StandaloneConfig with(TracingConfig other) {
        return new StandaloneConfig(
                home, host, port, models, searchPath, partitions, other, deletionLag);
    }

    StandaloneConfig servedOn(String other) {
        return new StandaloneConfig(
                home, other, port, models, searchPath, partitions, tracing, deletionLag);
    }

    StandaloneConfig forgettingAfter(Duration other) {
        return new StandaloneConfig(
                home, host, port, models, searchPath, partitions, tracing, other);
    }
}
