package io.forebay.objects;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * Writes one object of a bucket, in parts when it is large: memory is one part. Confined to its
 * writer's thread.
 */
final class S3Upload extends ObjectWriter {

    /** Above S3's least of 5 MiB; 10,000 parts, S3's most, are 78 GiB. */
    static final int PART = 8 << 20;

    private final S3Client s3;
    private final ObjectUrl url;
    private final List<CompletedPart> parts = new ArrayList<>();
    private byte[] part = new byte[64 * 1024];
    private int filled;
    private String upload = "";
    private boolean ended;

    S3Upload(S3Client s3, ObjectUrl url) {
        this.s3 = s3;
        this.url = url;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        int from = offset;
        while (from < offset + length) {
            int step = Math.min(offset + length - from, PART - filled);
            if (filled + step > part.length) {
                part =
                        Arrays.copyOf(
                                part, Math.min(PART, Math.max(2 * part.length, filled + step)));
            }
            System.arraycopy(bytes, from, part, filled, step);
            filled += step;
            from += step;
            if (filled == PART) {
                send();
            }
        }
    }

    @Override
    public void finish() {
        if (upload.isEmpty()) {
            calling(
                    "write",
                    () -> s3.putObject(put -> put.bucket(url.bucket()).key(url.key()), body()));
        } else {
            if (filled > 0) {
                send();
            }
            calling(
                    "write",
                    () ->
                            s3.completeMultipartUpload(complete ->
                                    complete.bucket(url.bucket())
                                            .key(url.key())
                                            .uploadId(upload)
                                            .multipartUpload(all -> all.parts(parts))));
        }
        ended = true;
    }

    @Override
    public void close() {
        if (!ended && !upload.isEmpty()) {
            ended = true;
            calling(
                    "discard",
                    () ->
                            s3.abortMultipartUpload(abort ->
                                    abort.bucket(url.bucket()).key(url.key()).uploadId(upload)));
        }
    }

    private void send() {
        if (upload.isEmpty()) {
            calling(
                    "write",
                    () ->
                            upload =
                                    s3.createMultipartUpload(create ->
                                                    create.bucket(url.bucket()).key(url.key()))
                                            .uploadId());
        }
        int number = parts.size() + 1;
        calling(
                "write",
                () ->
                        parts.add(
                                CompletedPart.builder()
                                        .partNumber(number)
                                        .eTag(
                                                s3.uploadPart(
                                                                one ->
                                                                        one.bucket(url.bucket())
                                                                                .key(url.key())
                                                                                .uploadId(upload)
                                                                                .partNumber(number),
                                                                body())
                                                        .eTag())
                                        .build()));
        filled = 0;
    }

    private RequestBody body() {
        return RequestBody.fromContentProvider(
                () -> new java.io.ByteArrayInputStream(part, 0, filled),
                filled,
                "application/x-ndjson");
    }

    private void calling(String action, Runnable call) {
        try {
            call.run();
        } catch (SdkException e) {
            throw S3Faults.of(action, url.toString(), e);
        }
    }
}
