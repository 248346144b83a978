package io.forebay.ingest.http;

import java.time.Duration;

/**
 * Answers that stay open.
 *
 * @param heartbeat at most this long nothing is written to an open stream
 * @param max streams open at once on this node
 * @param maxPerTenant streams that one tenant may have open at once on this node
 */
public record StreamsConfig(Duration heartbeat, Integer max, Integer maxPerTenant) {

    public static final StreamsConfig DEFAULT =
            new StreamsConfig(Duration.ofSeconds(15), 20_000, 10_000);

    public StreamsConfig {
        heartbeat = heartbeat == null ? Duration.ofSeconds(15) : heartbeat;
        max = max == null ? 20_000 : max;
        maxPerTenant = maxPerTenant == null ? 10_000 : maxPerTenant;
        if (heartbeat.toMillis() < 1) {
            throw new IllegalArgumentException("heartbeat must be at least 1ms, not " + heartbeat);
        }
        if (max < 1 || maxPerTenant < 1) {
            throw new IllegalArgumentException("max and max-per-tenant must be at least 1");
        }
    }
}
