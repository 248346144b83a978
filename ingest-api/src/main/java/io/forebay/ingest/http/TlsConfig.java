package io.forebay.ingest.http;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * TLS of the HTTP server. Both files or none.
 *
 * @param certificate PEM: the server's certificate, and those that lead to its root
 * @param key PEM: its private key, PKCS#8, not encrypted
 * @param checkInterval between two looks at whether the files have changed
 */
public record TlsConfig(@Nullable Path certificate, @Nullable Path key, Duration checkInterval) {

    public static final TlsConfig NONE = new TlsConfig(null, null, Duration.ofSeconds(10));

    /** Where both are. */
    record Pair(Path certificate, Path key) {}

    public TlsConfig {
        checkInterval = checkInterval == null ? Duration.ofSeconds(10) : checkInterval;
        if ((certificate == null) != (key == null)) {
            throw new IllegalArgumentException(
                    "tls needs certificate and key: the paths of two PEM files; one of them is missing");
        }
        if (checkInterval.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "check-interval must be at least 1ms, not " + checkInterval);
        }
    }

    /** None for plain HTTP. */
    Optional<Pair> files() {
        return certificate == null || key == null
                ? Optional.empty()
                : Optional.of(new Pair(certificate, key));
    }
}
