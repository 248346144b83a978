package io.forebay.objects;

import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Objects in buckets. Safe for use by several threads. */
final class S3Objects implements AutoCloseable {

    private final S3Config config;
    private @Nullable S3Client opened;

    S3Objects(S3Config config) {
        this.config = config;
    }

    InputStream read(ObjectUrl url) {
        try {
            ResponseInputStream<GetObjectResponse> read =
                    client().getObject(get -> get.bucket(url.bucket()).key(url.key()));
            return new WholeStream(read, read.response().contentLength());
        } catch (NoSuchKeyException | NoSuchBucketException e) {
            throw new ObjectRefusedException("is not there: " + url);
        } catch (SdkException e) {
            throw S3Faults.of("read", url.toString(), e);
        }
    }

    /** Servers say only 404 to this, whatever is not there. */
    void require(ObjectUrl url) {
        try {
            var _ = client().headObject(head -> head.bucket(url.bucket()).key(url.key()));
        } catch (S3Exception e) {
            if (e.statusCode() == 404) {
                throw new ObjectRefusedException("is not there: " + url);
            }
            throw S3Faults.of("see", url.toString(), e);
        } catch (SdkException e) {
            throw S3Faults.of("see", url.toString(), e);
        }
    }

    ObjectWriter write(ObjectUrl url) {
        return new S3Upload(client(), url);
    }

    /** Made when it is first needed: most installations have no roots in S3. */
    private synchronized S3Client client() {
        S3Client client = opened == null ? S3Connection.open(config) : opened;
        opened = client;
        return client;
    }

    @Override
    public synchronized void close() {
        if (opened != null) {
            opened.close();
        }
    }
}
