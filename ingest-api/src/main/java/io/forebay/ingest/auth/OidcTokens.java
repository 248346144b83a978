package io.forebay.ingest.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Access tokens of an OpenID Connect issuer (RFC 7519, RFC 9068), verified by its public keys,
 * which are fetched, kept for minutes, and fetched again when a token names one that is not there.
 */
public final class OidcTokens implements Tokens {

    private static final Logger LOG = LoggerFactory.getLogger(OidcTokens.class);

    /** The only spelling of a signed token (RFC 7515, compact serialization). */
    private static final Pattern COMPACT =
            Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

    private static final int FETCH_MILLIS = 3_000;
    private static final int LARGEST_KEY_SET = 256 * 1024;
    private static final Duration KEPT = Duration.ofMinutes(5);
    private static final Duration OUTAGE = Duration.ofHours(1);

    private final TokenConfig config;
    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

    private OidcTokens(TokenConfig config, JWKSource<SecurityContext> keys, InstantSource clock) {
        this.config = config;
        processor.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(
                        JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
        processor.setJWSKeySelector(
                new JWSVerificationKeySelector<>(
                        config.algorithms().stream()
                                .map(JWSAlgorithm::parse)
                                .collect(Collectors.toSet()),
                        keys));
        processor.setJWTClaimsSetVerifier(new Claims(config, clock));
    }

    /**
     * Accepts the tokens of the issuer; none when there is no issuer.
     *
     * @param leastInterval between two fetches of keys, however many tokens name unknown ones
     */
    public static Tokens of(TokenConfig config, InstantSource clock, Duration leastInterval) {
        return config.keys()
                .map(uri -> (Tokens) new OidcTokens(config, source(uri, leastInterval), clock))
                .orElse(Tokens.NONE);
    }

    @Override
    public Optional<Caller> find(String token) {
        if (!COMPACT.matcher(token).matches()) {
            return Optional.empty(); // The library takes off what is around a token.
        }
        try {
            JWTClaimsSet claims = processor.process(token, null);
            String tenant = claims.getStringClaim(config.tenantClaim());
            if (tenant == null || !ApiKey.isTenant(tenant)) {
                return Optional.empty();
            }
            return Optional.of(
                    new Caller(
                            tenant,
                            scopes(claims),
                            "",
                            claims.getExpirationTime().toInstant().plus(config.clockSkew())));
        } catch (ParseException | BadJOSEException e) {
            // The message may hold parts of the token.
            LOG.atDebug().addKeyValue("why", e.getClass().getSimpleName()).log("no valid token");
            return Optional.empty();
        } catch (JOSEException e) {
            LOG.atWarn().setCause(e).log("a token cannot be verified: no keys of its issuer");
            return Optional.empty();
        }
    }

    private Set<Scope> scopes(JWTClaimsSet claims) throws ParseException {
        Object scp = claims.getClaim("scp");
        List<String> granted =
                scp instanceof List<?> list
                        ? list.stream().map(String::valueOf).toList()
                        : Arrays.asList(
                                Optional.ofNullable(claims.getStringClaim("scope"))
                                        .orElse("")
                                        .split(" "));
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        Arrays.stream(Scope.values())
                .filter(scope -> granted.contains(config.scopePrefix() + scope.wireName()))
                .forEach(scopes::add);
        return scopes;
    }

    private static JWKSource<SecurityContext> source(URI uri, Duration leastInterval) {
        JWKSourceBuilder<SecurityContext> source =
                JWKSourceBuilder.<SecurityContext>create(
                                url(uri),
                                new DefaultResourceRetriever(
                                        FETCH_MILLIS, FETCH_MILLIS, LARGEST_KEY_SET))
                        .cache(KEPT.toMillis(), FETCH_MILLIS)
                        .outageTolerant(OUTAGE.toMillis())
                        .retrying(true);
        return (leastInterval.isZero()
                        ? source.rateLimited(false)
                        : source.rateLimited(leastInterval.toMillis()))
                .build();
    }

    private static URL url(URI uri) {
        try {
            return uri.toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("jwks is no URL: " + uri, e);
        }
    }

    /** What a token must say: whose it is, for whom, and until when. */
    private static final class Claims extends DefaultJWTClaimsVerifier<SecurityContext> {

        private final InstantSource clock;

        Claims(TokenConfig config, InstantSource clock) {
            super(
                    config.audience(),
                    new JWTClaimsSet.Builder().issuer(config.issuer()).build(),
                    Set.of("exp", config.tenantClaim()));
            this.clock = clock;
            setMaxClockSkew(Math.toIntExact(config.clockSkew().toSeconds()));
        }

        @Override
        protected Date currentTime() {
            return Date.from(clock.instant());
        }
    }
}
