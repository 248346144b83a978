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
        String first = KeyText.make(new Random(1)).text();
        String second = KeyText.make(new Random(2)).text();
        ApiKeys keys =
                new ApiKeys(
                        new byte[0], List.of(key(first, BOTH), key(second, Set.of(Scope.READ))));

        assertThat(keys.find(first)).contains(Caller.of("acme", BOTH));
        assertThat(keys.find(second)).contains(Caller.of("acme", Set.of(Scope.READ)));
        assertThat(keys.find(first + "0")).isEmpty();
        assertThat(keys.find(first.substring(3))).isEmpty();
        assertThat(keys.find("fb_" + "x".repeat(100_000))).isEmpty();
        assertThat(keys.find("")).isEmpty();
    }

    @Test
    void aTextNamesItsKeyAndKnowsASlipOfTheHand() {
        KeyText text = KeyText.make(new Random(1));

        assertThat(text.text()).matches("fb_[0-9a-f]{56}").startsWith("fb_" + text.id());
        assertThat(KeyText.parse(text.text())).contains(text);
        for (int at = 3; at < text.text().length(); at++) {
            char[] slipped = text.text().toCharArray();
            slipped[at] = slipped[at] == '0' ? '1' : '0';
            assertThat(KeyText.parse(new String(slipped))).as("at %d", at).isEmpty();
        }
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
        KeyText text = KeyText.make(new Random(1));

        assertThat(text.toString()).doesNotContain(text.text().substring(11));
        assertThat(key(text.text(), BOTH).toString())
                .doesNotContain(key(text.text(), BOTH).digest());
    }

    @Test
    void refusesTenantsThatCannotBeNamedInKeysOfStores() {
        assertThatThrownBy(() -> new ApiKey("a:b", "00".repeat(32), BOTH))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ApiKey("", "00".repeat(32), BOTH))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static ApiKey key(String text, Set<Scope> scopes) {
        return new ApiKey("acme", ApiKeys.digest(new byte[0], text), scopes);
    }
}
