package io.forebay.ingest.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import io.forebay.ingest.testing.TestingClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against an issuer on loopback. */
final class OidcTokensTest {

    private static RSAKey rsa;
    private static RSAKey otherRsa;
    private static ECKey ec;

    private final TestingClock clock = new TestingClock();
    private final AtomicInteger fetches = new AtomicInteger();
    private volatile JWKSet published = new JWKSet();
    private HttpServer issuer;
    private Tokens tokens;

    @BeforeAll
    static void makeKeys() throws JOSEException {
        rsa = new RSAKeyGenerator(2048).keyID("one").generate();
        otherRsa = new RSAKeyGenerator(2048).keyID("two").generate();
        ec = new ECKeyGenerator(Curve.P_256).keyID("ec").generate();
    }

    @BeforeEach
    void start() throws IOException {
        publish(rsa, ec);
        issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer.createContext(
                "/keys",
                exchange -> {
                    fetches.incrementAndGet();
                    byte[] body = published.toString().getBytes(StandardCharsets.UTF_8);
                    exchange.getResponseHeaders().add("Content-Type", "application/json");
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        issuer.start();
        tokens = OidcTokens.of(config(), clock, Duration.ZERO);
    }

    @AfterEach
    void stop() {
        issuer.stop(0);
    }

    @Test
    void knowsTheTenantAndTheScopesOfAToken() throws JOSEException {
        assertThat(tokens.find(signed(rsa, UnaryOperator.identity())))
                .contains(
                        new Caller(
                                "acme",
                                Set.of(Scope.SUBMIT, Scope.READ),
                                "",
                                clock.instant().truncatedTo(ChronoUnit.SECONDS).plusSeconds(630)));
        assertThat(tokens.find(elliptic())).isPresent();
        assertThat(
                        tokens.find(
                                        signed(
                                                rsa,
                                                claims ->
                                                        claims.claim("scope", null)
                                                                .claim(
                                                                        "scp",
                                                                        List.of(
                                                                                "forebay:operate",
                                                                                "read"))))
                                .orElseThrow()
                                .scopes())
                .containsExactly(Scope.OPERATE);
        assertThat(fetches).as("keys are kept").hasValue(1);
    }

    @Test
    void aTokenHasOneSpelling() throws JOSEException {
        String token = signed(rsa, UnaryOperator.identity());

        assertThat(tokens.find(token)).isPresent();
        assertThat(
                        List.of(
                                " " + token,
                                token + "\n",
                                "\u0006" + token,
                                token + "=",
                                token + ".",
                                "." + token))
                .allSatisfy(spelling -> assertThat(tokens.find(spelling)).isEmpty());
    }

    @Test
    void followsTheIssuerToItsNextKeys() throws JOSEException {
        assertThat(tokens.find(signed(rsa, UnaryOperator.identity()))).isPresent();

        publish(rsa, otherRsa);
        assertThat(tokens.find(signed(otherRsa, UnaryOperator.identity()))).isPresent();
        assertThat(tokens.find(signed(rsa, UnaryOperator.identity()))).isPresent();
    }

    @Test
    void unknownKeysDoNotMakeItAskTheIssuerForEachToken() throws JOSEException {
        Tokens limited = OidcTokens.of(config(), clock, Duration.ofMinutes(4));
        for (int i = 0; i < 20; i++) {
            assertThat(limited.find(signed(otherRsa, UnaryOperator.identity()))).isEmpty();
        }
        assertThat(fetches.get()).isLessThanOrEqualTo(2);
    }

    @Test
    void acceptsNoTokenOfAnotherTimeOrForAnother() throws JOSEException {
        String token = signed(rsa, UnaryOperator.identity());
        for (UnaryOperator<JWTClaimsSet.Builder> wrong :
                List.<UnaryOperator<JWTClaimsSet.Builder>>of(
                        claims -> claims.issuer("https://other.example"),
                        claims -> claims.issuer(null),
                        claims -> claims.audience("another"),
                        claims -> claims.audience(List.of()),
                        claims -> claims.expirationTime(null),
                        claims -> claims.notBeforeTime(in(Duration.ofMinutes(5))),
                        claims -> claims.claim("tenant", null),
                        claims -> claims.claim("tenant", "a b"),
                        claims -> claims.claim("tenant", List.of("acme")))) {
            String refused = signed(rsa, wrong);
            assertThat(tokens.find(refused)).as(refused).isEmpty();
        }
        clock.advance(Duration.ofMinutes(10).plusSeconds(29));
        assertThat(tokens.find(token)).isPresent();
        clock.advance(Duration.ofSeconds(1));
        assertThat(tokens.find(token)).isEmpty();
    }

    @Test
    void acceptsNoTokenThatIsNotSignedAsTheIssuerSigns() throws JOSEException {
        String good = signed(rsa, UnaryOperator.identity());
        String[] parts = good.split("\\.");
        JWTClaimsSet claims = claims(UnaryOperator.identity());
        // The public key as an HMAC secret, which is the confusion of algorithms.
        byte[] publicKey = rsa.toRSAPublicKey().getEncoded();
        String pem = rsa.toPublicJWK().toJSONString();
        assertThat(tokens.find(new PlainJWT(claims).serialize())).isEmpty();
        for (byte[] secret : List.of(publicKey, pem.getBytes(StandardCharsets.UTF_8))) {
            assertThat(tokens.find(sign(JWSAlgorithm.HS256, "one", new MACSigner(secret), claims)))
                    .isEmpty();
        }
        assertThat(tokens.find(sign(JWSAlgorithm.RS512, "one", new RSASSASigner(rsa), claims)))
                .as("an algorithm that is not among the configured")
                .isEmpty();
        assertThat(tokens.find(sign(JWSAlgorithm.RS256, "one", new RSASSASigner(otherRsa), claims)))
                .as("another's key under a known name")
                .isEmpty();
        assertThat(tokens.find(parts[0] + "." + parts[1] + ".")).isEmpty();
        assertThat(tokens.find(parts[0] + "." + parts[1])).isEmpty();
        assertThat(tokens.find(good.substring(0, good.length() - 4) + "AAAA")).isEmpty();
        for (String nonsense : List.of("", ".", "..", "a.b.c", "e30.e30.e30", "x".repeat(9000))) {
            assertThat(tokens.find(nonsense)).isEmpty();
        }
    }

    @Test
    void aKeyThatTheTokenBringsAlongIsNoneOfTheIssuer() throws JOSEException {
        SignedJWT jwt =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.RS256)
                                .jwk(otherRsa.toPublicJWK())
                                .build(),
                        claims(UnaryOperator.identity()));
        jwt.sign(new RSASSASigner(otherRsa));

        assertThat(tokens.find(jwt.serialize())).isEmpty();
    }

    @Test
    void acceptsNoneWhenTheIssuerIsAwayFromTheBeginning() throws JOSEException {
        issuer.stop(0);

        assertThat(tokens.find(signed(rsa, UnaryOperator.identity()))).isEmpty();
    }

    private TokenConfig config() {
        return new TokenConfig(
                "https://id.example",
                "forebay",
                "http://127.0.0.1:" + issuer.getAddress().getPort() + "/keys",
                List.of("RS256", "ES256"),
                "tenant",
                "forebay:",
                Duration.ofSeconds(30));
    }

    private void publish(JWK... keys) {
        published = new JWKSet(List.of(keys)).toPublicJWKSet();
    }

    private String signed(RSAKey key, UnaryOperator<JWTClaimsSet.Builder> change)
            throws JOSEException {
        return sign(JWSAlgorithm.RS256, key.getKeyID(), new RSASSASigner(key), claims(change));
    }

    private String elliptic() throws JOSEException {
        return sign(
                JWSAlgorithm.ES256, "ec", new ECDSASigner(ec), claims(UnaryOperator.identity()));
    }

    private static String sign(
            JWSAlgorithm algorithm, String keyId, JWSSigner signer, JWTClaimsSet claims)
            throws JOSEException {
        SignedJWT jwt =
                new SignedJWT(
                        new JWSHeader.Builder(algorithm)
                                .keyID(keyId)
                                .type(new JOSEObjectType("at+jwt"))
                                .build(),
                        claims);
        jwt.sign(signer);
        return jwt.serialize();
    }

    private JWTClaimsSet claims(UnaryOperator<JWTClaimsSet.Builder> change) {
        return change.apply(
                        new JWTClaimsSet.Builder()
                                .issuer("https://id.example")
                                .audience(List.of("forebay", "others"))
                                .subject("user")
                                .claim("tenant", "acme")
                                .claim("scope", "openid forebay:submit forebay:read")
                                .expirationTime(in(Duration.ofMinutes(10))))
                .build();
    }

    private Date in(Duration time) {
        return Date.from(clock.instant().plus(time));
    }
}
