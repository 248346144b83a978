package io.forebay.schemas.webhook;

import static io.forebay.fuzz.Property.holds;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.ByteString;
import io.forebay.fuzz.Parts;
import java.security.SecureRandom;
import java.util.Arrays;

/** Secrets as clients give them, and as they lie sealed in the log. */
final class SecretsFuzz {

    private static final SecretSeal SEAL =
            new SecretSeal("a key of the services", new SecureRandom());

    @FuzzTest
    void secrets(byte[] bytes) {
        SigningSecrets.parse(Parts.text(bytes))
                .ifPresent(secret -> {
                    holds(secret.length >= 24 && secret.length <= 64, "too short, or too long");
                    byte[] again = SigningSecrets.parse(SigningSecrets.text(secret)).orElseThrow();
                    holds(Arrays.equals(again, secret), "written and read again");
                });
        try {
            SEAL.open(ByteString.copyFrom(bytes), "owner");
            throw new AssertionError("what nobody sealed was opened");
        } catch (IllegalStateException e) {
            // As it says.
        }
        byte[] opened = SEAL.open(SEAL.seal(bytes, "owner"), "owner");
        holds(Arrays.equals(opened, bytes), "sealed and opened again");
    }
}
