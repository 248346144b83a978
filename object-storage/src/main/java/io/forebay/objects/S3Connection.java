package io.forebay.objects;

import io.forebay.schemas.payload.PayloadStoreException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Makes clients of S3 servers. */
final class S3Connection {

    private S3Connection() {}

    /** Safe for use by several threads; connects when it is used. */
    static S3Client open(S3Config config) {
        S3ClientBuilder client =
                S3Client.builder()
                        .region(Region.of(config.region()))
                        .forcePathStyle(config.pathStyle())
                        .credentialsProvider(credentials(config))
                        // Servers other than Amazon's may not know the newer checksums; payloads
                        // carry a digest of their own.
                        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                        .httpClientBuilder(
                                UrlConnectionHttpClient.builder()
                                        .connectionTimeout(config.connectTimeout())
                                        .socketTimeout(config.attemptTimeout()))
                        .overrideConfiguration(limits ->
                                limits.apiCallAttemptTimeout(config.attemptTimeout())
                                        .apiCallTimeout(config.timeout()));
        if (!config.endpoint().isEmpty()) {
            client.endpointOverride(URI.create(config.endpoint()));
        }
        return client.build();
    }

    private static AwsCredentialsProvider credentials(S3Config config) {
        return config.accessKeyFile().isEmpty()
                ? DefaultCredentialsProvider.builder().build()
                : () ->
                        AwsBasicCredentials.create(
                                read(config.accessKeyFile()), read(config.secretKeyFile()));
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            throw new PayloadStoreException("cannot read the S3 key in " + file, e);
        }
    }
}
