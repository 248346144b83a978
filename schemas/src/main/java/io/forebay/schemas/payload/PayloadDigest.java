package io.forebay.schemas.payload;

import com.google.protobuf.ByteString;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 of a payload, by which a reader sees that it has what was put. */
public final class PayloadDigest {

    private PayloadDigest() {}

    public static ByteString of(ByteString payload) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            payload.asReadOnlyByteBufferList().forEach(digest::update);
            return ByteString.copyFrom(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
