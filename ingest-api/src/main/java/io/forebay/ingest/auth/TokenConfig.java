package io.forebay.ingest.auth;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tokens (JWT, RFC 7519) of one issuer.
 *
 * @param issuer what {@code iss} must be; empty = no tokens are accepted
 * @param audience what {@code aud} must have among its values
 * @param jwks where the issuer's public keys are, over https, or http on loopback
 * @param algorithms of signatures; only asymmetric ones
 * @param tenantClaim name of the claim that holds the tenant
 * @param scopePrefix what precedes a scope's name in the claim {@code scope} or {@code scp}
 * @param clockSkew how far the clocks of issuer and nodes may differ
 */
public record TokenConfig(
        String issuer,
        String audience,
        String jwks,
        List<String> algorithms,
        String tenantClaim,
        String scopePrefix,
        Duration clockSkew) {

    public static final TokenConfig DEFAULT =
            new TokenConfig(
                    "",
                    "forebay",
                    "",
                    List.of("RS256", "ES256"),
                    "tenant",
                    "forebay:",
                    Duration.ofSeconds(30));

    private static final Set<String> ASYMMETRIC =
            Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512");
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]", "localhost");

    public TokenConfig {
        issuer = issuer == null ? "" : issuer;
        audience = audience == null ? "forebay" : audience;
        jwks = jwks == null ? "" : jwks;
        algorithms = algorithms == null ? List.of("RS256", "ES256") : List.copyOf(algorithms);
        tenantClaim = tenantClaim == null ? "tenant" : tenantClaim;
        scopePrefix = scopePrefix == null ? "forebay:" : scopePrefix;
        clockSkew = clockSkew == null ? Duration.ofSeconds(30) : clockSkew;
        if (!issuer.isEmpty()) {
            requireUsable(audience, jwks, algorithms);
        }
    }

    /** Where the issuer's keys are; none when no tokens are accepted. */
    public Optional<URI> keys() {
        return issuer.isEmpty() ? Optional.empty() : Optional.of(URI.create(jwks));
    }

    private static void requireUsable(String audience, String jwks, List<String> algorithms) {
        if (audience.isEmpty()) {
            throw new IllegalArgumentException(
                    "audience must not be empty: a token for another service would do");
        }
        URI uri = URI.create(jwks);
        boolean local = "http".equals(uri.getScheme()) && LOOPBACK.contains(uri.getHost());
        if (uri.getHost() == null || !(local || "https".equals(uri.getScheme()))) {
            throw new IllegalArgumentException(
                    "jwks must be an https URL (or http on loopback), not '" + jwks + "'");
        }
        if (algorithms.isEmpty() || !ASYMMETRIC.containsAll(algorithms)) {
            throw new IllegalArgumentException(
                    "algorithms must be some of RS256 to RS512, PS256 to PS512, ES256 to ES512, not "
                            + algorithms);
        }
    }
}
