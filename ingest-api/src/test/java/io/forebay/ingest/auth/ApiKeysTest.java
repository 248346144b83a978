package io.forebay.ingest.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

final class ApiKeysTest {

    private static final Set<Scope> BOTH = Set.of(Scope.SUBMIT, Scope.READ);

    @Test
    void findsTheCallerOfAValidKey() {
        ApiKeys.Issued first = ApiKeys.issue(new Random(1), "acme", BOTH);
        ApiKeys.Issued second = ApiKeys.issue(new Random(2), "acme", Set.of(Scope.READ));
        ApiKeys keys = new ApiKeys(new byte[0], List.of(first.key(), second.key()));

        assertThat(first.text()).matches("fb_[0-9a-f]{56}");
        assertThat(keys.find(first.text())).contains(new Caller("acme", BOTH));
        assertThat(keys.find(second.text())).contains(new Caller("acme", Set.of(Scope.READ)));
        assertThat(keys.find(first.text() + "0")).isEmpty();
        assertThat(keys.find(first.text().substring(3))).isEmpty();
        assertThat(keys.find("fb_" + "x".repeat(100_000))).isEmpty();
        assertThat(keys.find("")).isEmpty();
    }

    @Test
    void findsKeysThatWereDigestedUnderAPepper() throws GeneralSecurityException {
        byte[] pepper = "salt and pepper".getBytes(StandardCharsets.UTF_8);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(pepper, "HmacSHA256"));
        String digest =
                HexFormat.of().formatHex(mac.doFinal("fb_x".getBytes(StandardCharsets.UTF_8)));
        List<ApiKey> key = List.of(new ApiKey("acme", digest, BOTH));

        assertThat(new ApiKeys(pepper, key).find("fb_x")).isPresent();
        assertThat(new ApiKeys(new byte[0], key).find("fb_x")).isEmpty();
    }

    @Test
    void showsNeitherKeysNorDigests() {
        ApiKeys.Issued issued = ApiKeys.issue(new Random(1), "acme", BOTH);

        assertThat(issued.toString())
                .doesNotContain(issued.text())
                .doesNotContain(issued.key().digest());
    }

    @Test
    void refusesTenantsThatCannotBeNamedInKeysOfStores() {
        assertThatThrownBy(() -> new ApiKey("a:b", "00".repeat(32), BOTH))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ApiKey("", "00".repeat(32), BOTH))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
