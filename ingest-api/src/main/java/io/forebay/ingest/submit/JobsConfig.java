package io.forebay.ingest.submit;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.forebay.schemas.id.IdempotencyWindow;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * @param idSecret at least 16 characters, the same on every ingest node; whoever has it can make
 *     job ids
 * @param retention how long a job and its result can be read after it ended, and an Idempotency-Key
 *     stands for it
 * @param maxWait the longest that one request waits for a result
 * @param maxQueueTimeout the longest that a job may ask to wait to start
 * @param inferWait how long an inference waits that says nothing of it
 */
public record JobsConfig(
        @JsonProperty(access = JsonProperty.Access.WRITE_ONLY) String idSecret,
        Duration retention,
        Duration maxWait,
        Duration maxQueueTimeout,
        Duration inferWait) {

    public static final JobsConfig DEFAULT =
            new JobsConfig(
                    "",
                    Duration.ofHours(24),
                    Duration.ofSeconds(60),
                    Duration.ofHours(24),
                    Duration.ofSeconds(60));

    public JobsConfig {
        idSecret = idSecret == null ? "" : idSecret;
        retention = retention == null ? Duration.ofHours(24) : retention;
        maxWait = maxWait == null ? Duration.ofSeconds(60) : maxWait;
        maxQueueTimeout = maxQueueTimeout == null ? Duration.ofHours(24) : maxQueueTimeout;
        inferWait = inferWait == null ? Duration.ofSeconds(60) : inferWait;
        if (retention.toMinutes() < 1) {
            throw new IllegalArgumentException("retention must be at least 1m");
        }
        if (inferWait.compareTo(maxWait) > 0) {
            throw new IllegalArgumentException("infer-wait must be at most max-wait");
        }
    }

    public byte[] idSecretBytes() {
        return idSecret.getBytes(StandardCharsets.UTF_8);
    }

    /** For how long an Idempotency-Key gives the same id without any store. */
    public Duration idempotencyWindow() {
        return IdempotencyWindow.of(retention);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "JobsConfig[retention=%s, maxWait=%s, maxQueueTimeout=%s, inferWait=%s]"
                .formatted(retention, maxWait, maxQueueTimeout, inferWait);
    }
}
