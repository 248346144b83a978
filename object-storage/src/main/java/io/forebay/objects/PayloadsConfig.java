package io.forebay.objects;

import java.nio.file.Path;

/**
 * Where payloads are that are too large for the queue; the same in every service.
 *
 * @param directory shared by all services; used without a bucket
 * @param bucket of the S3 server; empty = the directory
 * @param prefix of the keys in the bucket, such as {@code forebay/}
 */
public record PayloadsConfig(Path directory, String bucket, String prefix, S3Config s3) {

    public static final PayloadsConfig DEFAULT =
            new PayloadsConfig(Path.of("payloads"), "", "", S3Config.DEFAULT);

    public PayloadsConfig {
        directory = directory == null ? Path.of("payloads") : directory;
        bucket = bucket == null ? "" : bucket;
        prefix = prefix == null ? "" : prefix;
        s3 = s3 == null ? S3Config.DEFAULT : s3;
        if (!bucket.isEmpty() && !bucket.matches(ObjectUrl.BUCKET)) {
            throw new IllegalArgumentException(
                    "payloads.bucket '%s' is no name of a bucket: 3 to 63 of a-z, 0-9, '.' and '-'"
                            .formatted(bucket));
        }
        if (!prefix.isEmpty() && (!prefix.endsWith("/") || prefix.startsWith("/"))) {
            throw new IllegalArgumentException(
                    "payloads.prefix must end with '/' and not begin with it, not '%s'"
                            .formatted(prefix));
        }
    }

    /** In a directory. */
    public static PayloadsConfig in(Path directory) {
        return new PayloadsConfig(directory, "", "", S3Config.DEFAULT);
    }

    boolean isS3() {
        return !bucket.isEmpty();
    }
}
