package io.forebay.results.webhook.signing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.forebay.schemas.webhook.SigningSecrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SignaturesTest {

    @Test
    void signsAsTheVectorsOfStandardWebhooksSay() throws IOException {
        for (JsonNode vector : shared("signing-vectors.json").path("vectors")) {
            byte[] secret = SigningSecrets.parse(vector.path("secret").asText()).orElseThrow();
            String signed =
                    Signatures.header(
                            List.of(new SigningKey.Hmac(secret)),
                            vector.path("webhook-id").asText(),
                            vector.path("webhook-timestamp").asLong(),
                            Base64.getDecoder().decode(vector.path("body_base64").asText()));
            assertThat(signed)
                    .as(vector.path("name").asText())
                    .isEqualTo(vector.path("signature").asText());
        }
    }

    @Test
    void hmacIsThatOfWycheproof() throws IOException {
        for (JsonNode group : shared("wycheproof/hmac_sha256_test.json").path("testGroups")) {
            for (JsonNode test : group.path("tests")) {
                byte[] key = HexFormat.of().parseHex(test.path("key").asText());
                if (key.length == 0 || group.path("tagSize").asInt() != 256) {
                    continue;
                }
                byte[] message = HexFormat.of().parseHex(test.path("msg").asText());
                String tag =
                        Base64.getEncoder()
                                .encodeToString(HexFormat.of().parseHex(test.path("tag").asText()));
                boolean same = new SigningKey.Hmac(key).sign(message).equals("v1," + tag);
                assertThat(same)
                        .as(test.path("comment").asText())
                        .isEqualTo(test.path("result").asText().equals("valid"));
            }
        }
    }

    @Test
    void whileRotatingBothKeysSign() {
        SigningKey old = new SigningKey.Hmac(new byte[24]);
        SigningKey young = new SigningKey.Hmac(new byte[32]);

        String header = Signatures.header(List.of(young, old), "msg_1", 1, new byte[0]);

        assertThat(header.split(" "))
                .containsExactly(
                        young.sign("msg_1.1.".getBytes(UTF_8)),
                        old.sign("msg_1.1.".getBytes(UTF_8)));
    }

    @Test
    void anEd25519SignatureVerifiesUnderItsPublicKey() throws Exception {
        SigningSecrets.Pair pair = SigningSecrets.pair(new SecureRandom());

        String signed = new SigningKey.Ed25519(pair.seed()).sign("msg_1.1.{}".getBytes(UTF_8));

        byte[] raw = Base64.getDecoder().decode(pair.publicKey().substring("whpk_".length()));
        byte[] prefix = HexFormat.of().parseHex("302a300506032b6570032100");
        byte[] encoded = new byte[prefix.length + raw.length];
        System.arraycopy(prefix, 0, encoded, 0, prefix.length);
        System.arraycopy(raw, 0, encoded, prefix.length, raw.length);
        Signature verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(
                KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
        verifier.update("msg_1.1.{}".getBytes(UTF_8));
        assertThat(signed).startsWith("v1a,");
        assertThat(verifier.verify(Base64.getDecoder().decode(signed.substring(4)))).isTrue();
    }

    private static JsonNode shared(String name) throws IOException {
        Path file =
                Stream.of("../../shared", "../shared")
                        .map(root -> Path.of(root, "conformance/webhooks", name))
                        .filter(Files::exists)
                        .findFirst()
                        .orElse(Path.of("none"));
        assumeTrue(Files.exists(file), "SKIPPED: there is no ../shared/conformance/webhooks");
        return new ObjectMapper().readTree(file.toFile());
    }
}
