package io.forebay.objects;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.forebay.schemas.payload.PayloadDigest;
import io.forebay.schemas.payload.PayloadKey;
import io.forebay.schemas.payload.PayloadStore;
import io.forebay.schemas.payload.PayloadStoreException;
import io.forebay.schemas.wire.PayloadRef;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;

/**
 * A payload store in a bucket. Safe for use by several threads and processes; a payload that was
 * put is seen by everybody at once, as S3 promises.
 */
public final class S3PayloadStore implements PayloadStore {

    private static final String TYPE = "application/octet-stream";

    private final S3Client s3;
    private final String bucket;
    private final String prefix;

    /**
     * @param prefix of every key; empty or ending with {@code /}
     */
    S3PayloadStore(S3Client s3, String bucket, String prefix) {
        this.s3 = s3;
        this.bucket = bucket;
        this.prefix = prefix;
    }

    @Override
    public PayloadRef put(String key, ByteString payload) {
        String object = object(key);
        try {
            var _ =
                    s3.putObject(
                            put -> put.bucket(bucket).key(object),
                            RequestBody.fromContentProvider(
                                    payload::newInput, payload.size(), TYPE));
        } catch (SdkException e) {
            throw S3Faults.of("keep payload", place(object), e);
        }
        return PayloadRef.newBuilder()
                .setKey(key)
                .setSize(payload.size())
                .setSha256(PayloadDigest.of(payload))
                .build();
    }

    @Override
    public ByteString get(PayloadRef ref) {
        ByteString payload = find(ref.getKey());
        if (!PayloadDigest.of(payload).equals(ref.getSha256())) {
            throw new PayloadStoreException(
                    "payload %s is not what was put".formatted(place(object(ref.getKey()))));
        }
        return payload;
    }

    @Override
    public ByteString find(String key) {
        String object = object(key);
        try {
            ResponseBytes<GetObjectResponse> read =
                    s3.getObject(
                            get -> get.bucket(bucket).key(object), ResponseTransformer.toBytes());
            return UnsafeByteOperations.unsafeWrap(read.asByteArrayUnsafe());
        } catch (SdkException e) {
            throw S3Faults.of("read payload", place(object), e);
        }
    }

    @Override
    public void delete(String key) {
        String object = object(key);
        try {
            var _ = s3.deleteObject(delete -> delete.bucket(bucket).key(object));
        } catch (SdkException e) {
            throw S3Faults.of("delete payload", place(object), e);
        }
    }

    @Override
    public long sweep(String folder, Instant before) {
        String under = object(folder) + "/";
        long swept = 0;
        try {
            for (ListObjectsV2Response page :
                    s3.listObjectsV2Paginator(list -> list.bucket(bucket).prefix(under))) {
                List<ObjectIdentifier> old =
                        page.contents().stream()
                                .filter(object -> object.lastModified().isBefore(before))
                                .map(object -> ObjectIdentifier.builder().key(object.key()).build())
                                .toList();
                swept += old.isEmpty() ? 0 : delete(old);
            }
        } catch (SdkException e) {
            throw S3Faults.of("sweep payloads in", place(under), e);
        }
        return swept;
    }

    @Override
    public void close() {
        s3.close();
    }

    private int delete(List<ObjectIdentifier> objects) {
        DeleteObjectsResponse deleted =
                s3.deleteObjects(delete ->
                        delete.bucket(bucket).delete(of -> of.objects(objects).quiet(true)));
        return objects.size() - deleted.errors().size();
    }

    private String object(String key) {
        return prefix + PayloadKey.require(key);
    }

    private String place(String object) {
        return "s3://%s/%s".formatted(bucket, object);
    }
}
