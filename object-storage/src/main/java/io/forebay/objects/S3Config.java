package io.forebay.objects;

import java.time.Duration;

/**
 * How an S3 server is reached. Without files of keys, credentials come from where Amazon's SDK
 * looks: the environment, a Kubernetes service account's role, the container, the machine.
 *
 * @param endpoint of a server other than Amazon's, such as {@code https://minio:9000}; empty =
 *     Amazon's of the region
 * @param region also of servers that have none: it is signed
 * @param pathStyle whether buckets are named in the path instead of the host name
 * @param accessKeyFile holds the access key id; read anew when it is needed, so that it may be
 *     rotated
 * @param secretKeyFile holds the secret access key
 * @param connectTimeout of one connection
 * @param attemptTimeout of one attempt, with its payload
 * @param timeout of one call with all attempts
 */
public record S3Config(
        String endpoint,
        String region,
        Boolean pathStyle,
        String accessKeyFile,
        String secretKeyFile,
        Duration connectTimeout,
        Duration attemptTimeout,
        Duration timeout) {

    public static final S3Config DEFAULT =
            new S3Config(
                    "",
                    "us-east-1",
                    false,
                    "",
                    "",
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(20));

    public S3Config {
        endpoint = endpoint == null ? "" : endpoint;
        region = region == null ? "us-east-1" : region;
        pathStyle = pathStyle == null ? Boolean.FALSE : pathStyle;
        accessKeyFile = accessKeyFile == null ? "" : accessKeyFile;
        secretKeyFile = secretKeyFile == null ? "" : secretKeyFile;
        connectTimeout = connectTimeout == null ? Duration.ofSeconds(2) : connectTimeout;
        attemptTimeout = attemptTimeout == null ? Duration.ofSeconds(10) : attemptTimeout;
        timeout = timeout == null ? Duration.ofSeconds(20) : timeout;
        if (!endpoint.isEmpty() && !endpoint.matches("https?://[^/?#@]+/?")) {
            throw new IllegalArgumentException(
                    "s3.endpoint must be like https://host:port, not '" + endpoint + "'");
        }
        if (region.isBlank()) {
            throw new IllegalArgumentException("s3.region must not be empty");
        }
        if (accessKeyFile.isEmpty() != secretKeyFile.isEmpty()) {
            throw new IllegalArgumentException(
                    "s3.access-key-file and s3.secret-key-file go together: only one is set");
        }
        if (!connectTimeout.isPositive()
                || !attemptTimeout.isPositive()
                || timeout.compareTo(attemptTimeout) < 0) {
            throw new IllegalArgumentException(
                    "s3: connect-timeout and attempt-timeout must be above 0, and timeout at least attempt-timeout");
        }
    }
}
