package io.forebay.ingest.submit;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.forebay.schemas.id.IdempotencyWindow;
import io.forebay.schemas.topic.Retention;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;

/**
 * @param idSecret at least 16 characters, the same on every ingest node; whoever has it can make
 *     job ids
 * @param retention how long a job and its result can be read after it ended, and an Idempotency-Key
 *     stands for it; at most 7 days
 * @param retentionOf the same, of tenants that have their own
 * @param maxWait the longest that one request waits for a result
 * @param maxQueueTimeout the longest that a job may ask to wait to start
 * @param inferWait how long an inference waits that says nothing of it
 */
public record JobsConfig(
        @JsonProperty(access = JsonProperty.Access.WRITE_ONLY) String idSecret,
        Duration retention,
        Map<String, Duration> retentionOf,
        Duration maxWait,
        Duration maxQueueTimeout,
        Duration inferWait) {

    /** A view that is built anew must find what can be read, to its last hour and with a margin. */
    private static final Duration LONGEST = Retention.JOB_STATES.minusDays(1);

    public static final JobsConfig DEFAULT =
            new JobsConfig(
                    "",
                    Duration.ofHours(24),
                    Map.of(),
                    Duration.ofSeconds(60),
                    Duration.ofHours(24),
                    Duration.ofSeconds(60));

    public JobsConfig {
        idSecret = idSecret == null ? "" : idSecret;
        retention = retention == null ? Duration.ofHours(24) : retention;
        maxWait = maxWait == null ? Duration.ofSeconds(60) : maxWait;
        maxQueueTimeout = maxQueueTimeout == null ? Duration.ofHours(24) : maxQueueTimeout;
        inferWait = inferWait == null ? Duration.ofSeconds(60) : inferWait;
        retentionOf = retentionOf == null ? Map.of() : Map.copyOf(retentionOf);
        require("retention", retention);
        retentionOf.forEach((tenant, own) -> require("retention-of." + tenant, own));
        if (inferWait.compareTo(maxWait) > 0) {
            throw new IllegalArgumentException("infer-wait must be at most max-wait");
        }
    }

    public byte[] idSecretBytes() {
        return idSecret.getBytes(StandardCharsets.UTF_8);
    }

    /** For how long a job of the tenant and its result can be read after it ended. */
    public Duration retention(String tenant) {
        return retentionOf.getOrDefault(tenant, retention);
    }

    /** Of whichever tenant's jobs are kept longest. */
    public Duration longestRetention() {
        Duration own = retentionOf.isEmpty() ? retention : Collections.max(retentionOf.values());
        return own.compareTo(retention) > 0 ? own : retention;
    }

    /** For how long an Idempotency-Key of the tenant gives the same id without any store. */
    public Duration idempotencyWindow(String tenant) {
        return IdempotencyWindow.of(retention(tenant));
    }

    private static void require(String name, Duration retention) {
        if (retention.toMinutes() < 1) {
            throw new IllegalArgumentException(name + " must be at least 1m");
        }
        if (retention.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "%s is %s; the log of job states keeps a job for %d days, and a view that is built anew from it must find whatever can be read: at most %d"
                            .formatted(
                                    name,
                                    retention,
                                    Retention.JOB_STATES.toDays(),
                                    LONGEST.toDays()));
        }
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "JobsConfig[retention=%s, retentionOf=%s, maxWait=%s, maxQueueTimeout=%s, inferWait=%s]"
                .formatted(retention, retentionOf, maxWait, maxQueueTimeout, inferWait);
    }
}
