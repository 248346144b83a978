package io.forebay.client.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * What a producer is trusted with. Tenant, secret, retention and limit are the deployment's: with
 * others, jobs get ids that the server does not know.
 *
 * @param kafka client properties, at least {@code bootstrap.servers}
 * @param tenant whose jobs these are
 * @param idSecret {@code jobs.id-secret} of the deployment; whoever has it can make ids for any
 *     tenant
 * @param retention {@code jobs.retention} of the deployment, or what its {@code jobs.retention-of}
 *     says of the tenant
 * @param inputLimit bytes of one input, as {@code http.body-limit} has it
 * @param acknowledgeTimeout after which nobody can say that a job is safe
 */
public record ProducerSettings(
        Map<String, String> kafka,
        String tenant,
        String idSecret,
        Duration retention,
        long inputLimit,
        Duration acknowledgeTimeout) {

    private static final int LEAST_SECRET = 16;
    private static final long INPUT_LIMIT = 32L * 1024 * 1024;

    public ProducerSettings {
        kafka = Map.copyOf(kafka);
        if (tenant.isEmpty() || idSecret.length() < LEAST_SECRET) {
            throw new IllegalArgumentException(
                    "a producer needs a tenant, and an id secret of at least %d characters"
                            .formatted(LEAST_SECRET));
        }
    }

    /** With the limits that a deployment has unless it says otherwise. */
    public static ProducerSettings of(String bootstrapServers, String tenant, String idSecret) {
        return new ProducerSettings(
                Map.of("bootstrap.servers", bootstrapServers),
                tenant,
                idSecret,
                Duration.ofHours(24),
                INPUT_LIMIT,
                Duration.ofSeconds(5));
    }

    byte[] secretBytes() {
        return idSecret.getBytes(StandardCharsets.UTF_8);
    }

    Map<String, Object> client() {
        return new HashMap<>(kafka);
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "ProducerSettings[tenant=%s, kafka=%s]".formatted(tenant, kafka.keySet());
    }
}
