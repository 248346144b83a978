package io.forebay.worker.repository;

import io.forebay.objects.S3Config;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Where models are fetched from.
 *
 * @param url of the folder that {@code index.json} is in, {@code https}, {@code http} or {@code
 *     s3}; empty = models are read from {@code model-repository}
 * @param token sent as {@code Authorization: Bearer} over HTTP; empty = none
 * @param s3 how the bucket of an {@code s3} URL is reached
 * @param cacheDirectory where fetched versions are kept
 * @param cacheBytes the most that they may take together
 * @param timeout of fetching one file
 */
public record RemoteModelsConfig(
        String url,
        String token,
        S3Config s3,
        Path cacheDirectory,
        Long cacheBytes,
        Duration timeout) {

    private static final long DEFAULT_CACHE_BYTES = 20L << 30;

    public RemoteModelsConfig {
        url = url == null ? "" : url;
        token = token == null ? "" : token;
        s3 = s3 == null ? S3Config.DEFAULT : s3;
        cacheDirectory = cacheDirectory == null ? Path.of("model-cache") : cacheDirectory;
        cacheBytes = cacheBytes == null ? Long.valueOf(DEFAULT_CACHE_BYTES) : cacheBytes;
        timeout = timeout == null ? Duration.ofMinutes(10) : timeout;
        if (!url.isEmpty() && !url.matches("(https?|s3)://.+")) {
            throw new IllegalArgumentException(
                    "remote-models.url must begin with https://, http:// or s3://, not " + url);
        }
        if (cacheBytes < 1) {
            throw new IllegalArgumentException("remote-models.cache-bytes must be positive");
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("remote-models.timeout must be positive");
        }
    }

    public boolean isSet() {
        return !url.isEmpty();
    }

    /** The folder, with a slash at its end. */
    URI folder() {
        return URI.create(url.endsWith("/") ? url : url + "/");
    }

    Fetcher fetcher() {
        return url.startsWith("s3://")
                ? new ObjectFetcher(folder().toString(), s3)
                : new HttpFetcher(this);
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "RemoteModelsConfig[url=%s, cacheDirectory=%s, cacheBytes=%d, timeout=%s]"
                .formatted(url, cacheDirectory, cacheBytes, timeout);
    }
}
