package io.forebay.objects;

import io.forebay.schemas.payload.DirectoryPayloadStore;
import io.forebay.schemas.payload.PayloadStore;

/** Opens the payload store that is configured. */
public final class PayloadStores {

    private PayloadStores() {}

    /**
     * The store; nothing is asked of a server yet, so that a service starts also while it is away.
     */
    public static PayloadStore open(PayloadsConfig config) {
        return config.isS3()
                ? new S3PayloadStore(
                        S3Connection.open(config.s3()), config.bucket(), config.prefix())
                : new DirectoryPayloadStore(config.directory());
    }
}
