package io.forebay.ingest.http;

import static io.helidon.http.Method.DELETE;
import static io.helidon.http.Method.GET;
import static io.helidon.http.Method.POST;

import io.forebay.ingest.auth.ApiKey;
import io.forebay.ingest.auth.IssuedKey;
import io.forebay.ingest.auth.KeyBook;
import io.forebay.ingest.auth.KeyWriter;
import io.forebay.ingest.auth.Scope;
import io.forebay.ingest.options.Timings;
import io.forebay.ingest.problem.InputError;
import io.forebay.ingest.problem.Refusal;
import io.forebay.ingest.problem.RefusedException;
import io.forebay.ingest.webhook.Members;
import io.forebay.schemas.problem.ProblemCode;
import io.helidon.http.HeaderNames;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Issued API keys. A key with the scope operate manages its own tenant's; one of an operator,
 * everybody's. Keys of others are unknown.
 */
record KeyRoutes(KeyBook book, KeyWriter writer, InstantSource clock) {

    static final String KEY = "key";

    private static final Logger LOG = LoggerFactory.getLogger(KeyRoutes.class);
    private static final Set<String> GIVEN = Set.of("tenant", "name", "scopes", "expiresIn");
    private static final Set<String> ROTATION = Set.of("overlap");
    private static final int MAX_NAME = 256;
    private static final int MAX_TENANT = 64;
    private static final int MAX_DURATION = 32;
    private static final Duration LONGEST_OVERLAP = Duration.ofDays(30);
    private static final Duration LONGEST_LIFE = Duration.ofDays(3650);

    List<Route> routes() {
        String all = "/v1/keys";
        String one = all + "/{key}";
        return List.of(
                new Route(GET, all, Scope.OPERATE, this::list),
                new Route(POST, all, Scope.OPERATE, this::create),
                new Route(GET, one, Scope.OPERATE, this::read),
                new Route(DELETE, one, Scope.OPERATE, this::revoke),
                new Route(POST, one + "/rotate", Scope.OPERATE, this::rotate));
    }

    /** {@code GET /v1/keys}. */
    Answer list(Call call) {
        Optional<String> tenant =
                isOperator(call) ? call.query("tenant") : Optional.of(call.tenant());
        List<IssuedKey> found =
                tenant.map(book.keys()::of).orElseGet(() -> List.copyOf(book.keys().all()));
        return Answer.json(
                200,
                out -> {
                    out.writeStartObject();
                    out.writeStringField("object", "list");
                    out.writeArrayFieldStart("data");
                    for (IssuedKey key : found) {
                        writer.write(out, key);
                    }
                    out.writeEndArray();
                    out.writeNullField("nextCursor");
                    out.writeEndObject();
                });
    }

    /** {@code POST /v1/keys}. */
    Answer create(Call call) {
        Members given = Members.read(call.body(), GIVEN, ProblemCode.INVALID_KEY);
        String tenant = given.text("tenant", MAX_TENANT).orElse(call.tenant());
        if (!ApiKey.isTenant(tenant)) {
            throw refused("/tenant", "expected letters, digits, '.', '_' and '-'");
        }
        if (!tenant.equals(call.tenant()) && !isOperator(call)) {
            throw new RefusedException(
                    ProblemCode.FORBIDDEN,
                    "keys of other tenants are issued by the operators of the installation");
        }
        Instant until =
                given.text("expiresIn", MAX_DURATION)
                        .map(text -> clock.instant().plus(life(text)))
                        .orElse(Instant.MAX);
        KeyBook.Made made =
                book.issue(
                        new KeyBook.Wanted(
                                tenant,
                                given.text("name", MAX_NAME).orElse(""),
                                scopes(given),
                                until));
        told("issued", made.key(), call);
        return Answer.json(201, out -> writer.write(out, made))
                .with(HeaderNames.CACHE_CONTROL, "no-store")
                .with(HeaderNames.LOCATION, "/v1/keys/" + made.key().id());
    }

    /** {@code GET /v1/keys/{key}}. */
    Answer read(Call call) {
        IssuedKey key = find(call);
        return Answer.json(200, out -> writer.write(out, key));
    }

    /** {@code POST /v1/keys/{key}/rotate}. */
    Answer rotate(Call call) {
        Members given = Members.read(call.body(), ROTATION, ProblemCode.INVALID_KEY);
        Duration overlap =
                given.text("overlap", MAX_DURATION)
                        .map(KeyRoutes::overlap)
                        .orElse(book.config().rotationOverlap());
        KeyBook.Made made = book.rotate(find(call), overlap);
        told("rotated", made.key(), call);
        return Answer.json(200, out -> writer.write(out, made))
                .with(HeaderNames.CACHE_CONTROL, "no-store");
    }

    /** {@code DELETE /v1/keys/{key}}. */
    Answer revoke(Call call) {
        IssuedKey key = find(call);
        book.revoke(key);
        told("revoked", key, call);
        return Answer.empty(204);
    }

    private IssuedKey find(Call call) {
        return book.keys()
                .find(call.part(KEY))
                .filter(key -> key.tenant().equals(call.tenant()) || isOperator(call))
                .orElseThrow(() ->
                        new RefusedException(
                                ProblemCode.UNKNOWN_KEY, "the tenant has no such issued key"));
    }

    private boolean isOperator(Call call) {
        return book.config().operators().contains(call.tenant());
    }

    /** For whoever looks into it later. */
    private static void told(String what, IssuedKey key, Call call) {
        LOG.atInfo()
                .addKeyValue("key", key.id())
                .addKeyValue("tenant", key.tenant())
                .addKeyValue("by", call.tenant())
                .addKeyValue("byKey", call.caller().key())
                .log("an API key was {}", what);
    }

    private static Set<Scope> scopes(Members given) {
        List<String> names = given.texts("scopes").orElse(List.of("submit", "read"));
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (String name : names) {
            scopes.add(
                    Scope.parse(name)
                            .orElseThrow(() ->
                                    refused("/scopes", "expected some of submit, read, operate")));
        }
        if (scopes.isEmpty()) {
            throw refused("/scopes", "expected at least one of submit, read, operate");
        }
        return scopes;
    }

    private static Duration life(String text) {
        return Timings.parse(text)
                .filter(life -> life.isPositive() && life.compareTo(LONGEST_LIFE) <= 0)
                .orElseThrow(() ->
                        refused("/expiresIn", "expected a duration of at most 3650d, such as 90d"));
    }

    private static Duration overlap(String text) {
        return Timings.parse(text)
                .filter(overlap -> overlap.compareTo(LONGEST_OVERLAP) <= 0)
                .orElseThrow(() ->
                        refused("/overlap", "expected a duration of at most 30d, such as 24h"));
    }

    private static RuntimeException refused(String pointer, String detail) {
        return Refusal.of(ProblemCode.INVALID_KEY, InputError.pointer(pointer, detail))
                .toException();
    }
}
