package io.forebay.ingest.auth;

import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Knows who calls by what they show: a key of the configuration, a key that was issued, or a token.
 * Safe for use by several threads.
 */
public final class Authenticator {

    private static final int LONGEST_TOKEN = 8 * 1024;

    /** Between two fetches of an issuer's keys. */
    private static final Duration FETCH_INTERVAL = Duration.ofSeconds(10);

    private final ApiKeys configured;
    private final IssuedKeys issued;
    private final Tokens tokens;
    private final byte[] pepper;
    private final InstantSource clock;

    public Authenticator(AuthConfig config, IssuedKeys issued, Tokens tokens, InstantSource clock) {
        this.configured = config.apiKeys();
        this.issued = issued;
        this.tokens = tokens;
        this.pepper = config.pepperBytes();
        this.clock = clock;
    }

    /** With the tokens of the configured issuer, if there is one. */
    public static Authenticator of(AuthConfig config, IssuedKeys issued, InstantSource clock) {
        return new Authenticator(
                config, issued, OidcTokens.of(config.tokens(), clock, FETCH_INTERVAL), clock);
    }

    /** Whoever shows this, if it is valid now. */
    public Optional<Caller> find(String credentials) {
        if (!credentials.startsWith(KeyText.PREFIX)) {
            return credentials.length() > LONGEST_TOKEN
                    ? Optional.empty()
                    : tokens.find(credentials);
        }
        return configured.find(credentials).or(() -> ofIssued(credentials));
    }

    /** Whether what the caller showed is still valid: for answers that take long. */
    public boolean holds(Caller caller) {
        Instant now = clock.instant();
        return now.isBefore(caller.until())
                && (caller.key().isEmpty()
                        || issued.find(caller.key()).filter(key -> key.isValid(now)).isPresent());
    }

    private Optional<Caller> ofIssued(String credentials) {
        Instant now = clock.instant();
        return KeyText.parse(credentials)
                .flatMap(text -> issued.find(text.id()))
                .filter(key ->
                        MessageDigest.isEqual(
                                key.definition().getDigest().toByteArray(),
                                KeyText.digest(pepper, credentials)))
                .filter(key -> key.isValid(now))
                // Until as the key stands when it is asked for: a rotation may end it sooner.
                .map(key -> new Caller(key.tenant(), key.scopes(), key.id(), Instant.MAX));
    }
}
