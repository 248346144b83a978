package io.forebay.client.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class WebhookVerifierTest {

    private static final Path CASES = Path.of("..", "..", "shared", "conformance", "webhooks");

    /** From the specification's reference libraries. */
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
    private static final Instant SENT = Instant.ofEpochSecond(1_614_265_330);

    private final Map<String, String> headers =
            new TreeMap<>(
                    Map.of(
                            "webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek",
                            "webhook-timestamp", "1614265330",
                            "webhook-signature", SIGNATURE));

    @Test
    void knowsTheVectorOfTheSpecification() {
        assertThat(verify(SECRET, SENT, BODY))
                .isEqualTo(new Verification.Verified("msg_p5jXN8AQM9LWM0D4loKWxJek", SENT));
    }

    @Test
    void refusesEverythingThatWasTouched() {
        assertThat(verify(SECRET, SENT, "{}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(Verification.Rejected.class);
        assertThat(verify("whsec_AAAA", SENT, BODY)).isInstanceOf(Verification.Rejected.class);
        headers.put("webhook-id", "msg_other");
        assertThat(verify(SECRET, SENT, BODY)).isInstanceOf(Verification.Rejected.class);
    }

    @Test
    void refusesWhatIsOldOrFromTheFuture() {
        assertThat(verify(SECRET, SENT.plusSeconds(300), BODY))
                .isInstanceOf(Verification.Verified.class);
        assertThat(verify(SECRET, SENT.plusSeconds(301), BODY))
                .isInstanceOf(Verification.Rejected.class);
        assertThat(verify(SECRET, SENT.minusSeconds(301), BODY))
                .isInstanceOf(Verification.Rejected.class);
    }

    @Test
    void acceptsTheOldAndTheNewKeyWhileTheyAreReplaced() {
        WebhookVerifier both =
                new WebhookVerifier(
                        List.of(WebhookKey.parse("whsec_AAAA"), WebhookKey.parse(SECRET)),
                        InstantSource.fixed(SENT));

        headers.put("webhook-signature", "v1,AAAA v2,x v1a,AAAA v1,??? " + SIGNATURE);

        assertThat(both.verify(this::header, BODY)).isInstanceOf(Verification.Verified.class);
    }

    @Test
    void verifiesEd25519ByThePublicKeyAlone() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        byte[] encoded = pair.getPublic().getEncoded();
        String publicKey =
                "whpk_"
                        + Base64.getEncoder()
                                .encodeToString(
                                        Arrays.copyOfRange(
                                                encoded, encoded.length - 32, encoded.length));
        Signature signer = Signature.getInstance("Ed25519");
        signer.initSign(pair.getPrivate());
        signer.update(
                ("msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330."
                                + new String(BODY, StandardCharsets.UTF_8))
                        .getBytes(StandardCharsets.UTF_8));
        headers.put(
                "webhook-signature", "v1a," + Base64.getEncoder().encodeToString(signer.sign()));

        assertThat(verify(publicKey, SENT, BODY)).isInstanceOf(Verification.Verified.class);
        assertThat(verify(publicKey, SENT, "{}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(Verification.Rejected.class);
    }

    @Test
    void saysNothingOfAKeyThatItCannotRead() {
        assertThatThrownBy(() -> WebhookKey.parse("whsec_my secret!"))
                .hasMessageNotContaining("secret!");
        assertThatThrownBy(() -> WebhookKey.parse("whpk_AAAA")).hasMessageContaining("32 bytes");
        assertThat(WebhookKey.parse(SECRET).toString()).doesNotContain("MfKQ");
    }

    @TestFactory
    List<DynamicTest> agreesWithTheReferenceLibraries() throws IOException {
        assumeTrue(
                Files.exists(CASES),
                "SKIPPED: the conformance cases are not at " + CASES.toAbsolutePath());
        JsonNode cases =
                new ObjectMapper()
                        .readTree(Files.readString(CASES.resolve("verify-cases.json")))
                        .path("cases");
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode one : cases) {
            tests.add(DynamicTest.dynamicTest(one.path("name").asText(), () -> conforms(one)));
        }
        assertThat(tests).hasSizeGreaterThan(10);
        return tests;
    }

    private void conforms(JsonNode one) {
        headers.clear();
        one.path("headers")
                .properties()
                .forEach(header ->
                        headers.put(
                                header.getKey().toLowerCase(Locale.ROOT),
                                header.getValue().asText()));
        Verification verification =
                verify(
                        one.path("secret").asText(),
                        Instant.ofEpochSecond(one.path("now").asLong()),
                        Base64.getDecoder().decode(one.path("body_base64").asText()));

        assertThat(verification instanceof Verification.Verified)
                .as("%s", verification)
                .isEqualTo(one.path("expect").asText().equals("accept"));
    }

    private Verification verify(String key, Instant now, byte[] body) {
        return new WebhookVerifier(List.of(WebhookKey.parse(key)), InstantSource.fixed(now))
                .verify(this::header, body);
    }

    private Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }
}
