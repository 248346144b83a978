package io.forebay.schemas.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecretsTest {

    private final SecretSeal seal = new SecretSeal("a key of the services", new SecureRandom());

    @Test
    void whatIsSealedIsOpenedForItsOwnerAlone() {
        ByteString sealed = seal.seal(new byte[] {1, 2, 3}, "acme/we_1");

        assertThat(seal.open(sealed, "acme/we_1")).containsExactly(1, 2, 3);
        assertThatThrownBy(() -> seal.open(sealed, "other/we_1"))
                .hasMessageContaining("another webhooks.secret-key");
        assertThatThrownBy(() ->
                        new SecretSeal("another key of these", new SecureRandom())
                                .open(sealed, "acme/we_1"))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> seal.open(ByteString.copyFromUtf8("short"), "acme/we_1"))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theSameSecretIsNeverSealedTheSameWay() {
        assertThat(seal.seal(new byte[24], "a")).isNotEqualTo(seal.seal(new byte[24], "a"));
    }

    @Test
    void everyTenantsCallbacksHaveTheirOwnSecret() {
        assertThat(seal.callbackSecret("acme"))
                .hasSize(32)
                .isEqualTo(seal.callbackSecret("acme"))
                .isNotEqualTo(seal.callbackSecret("other"));
    }

    @Test
    void secretsAreOf24To64Bytes() {
        for (int bytes : List.of(24, 64)) {
            String text = SigningSecrets.text(new byte[bytes]);
            assertThat(SigningSecrets.parse(text)).get().isEqualTo(new byte[bytes]);
            assertThat(SigningSecrets.parse(text.substring("whsec_".length()))).isPresent();
        }
        assertThat(SigningSecrets.parse(SigningSecrets.text(new byte[23]))).isEmpty();
        assertThat(SigningSecrets.parse(SigningSecrets.text(new byte[65]))).isEmpty();
        assertThat(SigningSecrets.parse("whsec_!")).isEmpty();
    }

    @Test
    void filtersLetNamesGroupsAndEverythingThrough() {
        assertThat(EventTypes.wants(List.of(), "job.failed")).isTrue();
        assertThat(EventTypes.wants(List.of(), "job.running")).isFalse();
        assertThat(EventTypes.wants(List.of("job.*"), "job.running")).isTrue();
        assertThat(EventTypes.wants(List.of("batch.*"), "job.failed")).isFalse();
        assertThat(EventTypes.wants(List.of("*"), "job.running")).isTrue();
        assertThat(EventTypes.wants(List.of("job.failed"), "job.failed")).isTrue();
        assertThat(EventTypes.isFilter("job.what")).isFalse();
    }
}
