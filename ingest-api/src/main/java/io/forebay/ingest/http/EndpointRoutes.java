package io.forebay.ingest.http;

import static io.helidon.http.Method.DELETE;
import static io.helidon.http.Method.GET;
import static io.helidon.http.Method.PATCH;
import static io.helidon.http.Method.POST;

import io.forebay.ingest.auth.Scope;
import io.forebay.ingest.options.Timings;
import io.forebay.ingest.problem.InputError;
import io.forebay.ingest.problem.LimitSeen;
import io.forebay.ingest.problem.Refusal;
import io.forebay.ingest.problem.RefusedException;
import io.forebay.ingest.publish.Publisher;
import io.forebay.ingest.webhook.EndpointBook;
import io.forebay.ingest.webhook.EndpointWriter;
import io.forebay.ingest.webhook.Members;
import io.forebay.ingest.webhook.Revealed;
import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.webhook.Endpoint;
import io.forebay.schemas.webhook.EndpointFollower;
import io.forebay.schemas.wire.EndpointRecord;
import io.forebay.schemas.wire.WebhookEndpoint;
import io.helidon.http.HeaderNames;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Endpoints of a tenant's webhooks, and the secret of its callbacks. */
record EndpointRoutes(WebhookServices webhooks, InstantSource clock) {

    static final String ENDPOINT = "endpoint";

    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration SEEN_WITHIN = Duration.ofSeconds(2);
    private static final Duration LONGEST_OVERLAP = Duration.ofDays(30);
    private static final int MAX_SECRET = 128;

    List<Route> routes() {
        String all = "/v1/webhook-endpoints";
        String one = all + "/{endpoint}";
        String secret = "/v1/callback-secret";
        return List.of(
                new Route(GET, all, Scope.READ, this::list),
                new Route(POST, all, Scope.SUBMIT, this::create),
                new Route(GET, one, Scope.READ, this::read),
                new Route(PATCH, one, Scope.SUBMIT, this::update),
                new Route(DELETE, one, Scope.SUBMIT, this::delete),
                new Route(POST, one + "/rotate", Scope.SUBMIT, this::rotate),
                new Route(GET, secret, Scope.SUBMIT, this::callbackSecret),
                new Route(POST, secret + "/rotate", Scope.SUBMIT, this::rotateCallbackSecret));
    }

    /** {@code POST /v1/webhook-endpoints}. */
    Answer create(Call call) {
        EndpointBook book = book();
        long count = mine(call).size();
        int most = webhooks.config().maxEndpoints();
        if (count >= most) {
            throw Refusal.of(
                            ProblemCode.INVALID_CALLBACK,
                            "the tenant has %d endpoints, and may have %d".formatted(count, most))
                    .with(new LimitSeen("webhook_endpoints", most, count))
                    .toException();
        }
        Members given = Members.read(call.body(), EndpointBook.GIVEN);
        Revealed made = book.create(call.tenant(), given, clock.millis());
        save(made.endpoint());
        return Answer.json(201, out -> EndpointWriter.write(out, made))
                .with(HeaderNames.LOCATION, "/v1/webhook-endpoints/" + made.endpoint().getId());
    }

    /** {@code GET /v1/webhook-endpoints}. */
    Answer list(Call call) {
        List<Endpoint> all = mine(call);
        return Answer.json(
                200,
                out -> {
                    out.writeStartObject();
                    out.writeStringField("object", "list");
                    out.writeArrayFieldStart("data");
                    for (Endpoint endpoint : all) {
                        EndpointWriter.write(out, endpoint);
                    }
                    out.writeEndArray();
                    out.writeNullField("nextCursor");
                    out.writeEndObject();
                });
    }

    /** {@code GET /v1/webhook-endpoints/{endpoint}}. */
    Answer read(Call call) {
        Endpoint found = find(call);
        return Answer.json(200, out -> EndpointWriter.write(out, found));
    }

    /** {@code PATCH /v1/webhook-endpoints/{endpoint}}. */
    Answer update(Call call) {
        WebhookEndpoint changed =
                book().update(
                                find(call).definition(),
                                Members.read(call.body(), EndpointBook.GIVEN),
                                clock.millis());
        save(changed);
        return Answer.json(200, out -> EndpointWriter.write(out, new Revealed(changed, "")));
    }

    /** {@code DELETE /v1/webhook-endpoints/{endpoint}}. */
    Answer delete(Call call) {
        String id = find(call).definition().getId();
        require(webhooks.notices().endpoint(EndpointFollower.standingKey(call.tenant(), id), null));
        require(webhooks.notices().endpoint(EndpointFollower.key(call.tenant(), id), null));
        return Answer.empty(204);
    }

    /** {@code POST /v1/webhook-endpoints/{endpoint}/rotate}. */
    Answer rotate(Call call) {
        return rotated(call, find(call).definition());
    }

    /** {@code GET /v1/callback-secret}. */
    Answer callbackSecret(Call call) {
        String secret = book().callbackSecret(call.tenant(), callbacks(call));
        return Answer.json(
                200,
                out -> {
                    out.writeStartObject();
                    out.writeStringField("object", "callback-secret");
                    out.writeStringField("secret", secret);
                    out.writeEndObject();
                });
    }

    /** {@code POST /v1/callback-secret/rotate}. */
    Answer rotateCallbackSecret(Call call) {
        rotated(call, book().callbacks(call.tenant(), callbacks(call), clock.millis()));
        return callbackSecret(call);
    }

    private Answer rotated(Call call, WebhookEndpoint known) {
        Members given = Members.read(call.body(), EndpointBook.ROTATION);
        Duration overlap =
                given.text("overlap", 32)
                        .map(EndpointRoutes::overlap)
                        .orElse(webhooks.config().rotationOverlap());
        Revealed rotated =
                book().rotate(known, given.text("secret", MAX_SECRET), overlap, clock.millis());
        save(rotated.endpoint());
        return Answer.json(200, out -> EndpointWriter.write(out, rotated));
    }

    private static Duration overlap(String text) {
        return Timings.parse(text)
                .filter(overlap -> overlap.compareTo(LONGEST_OVERLAP) <= 0)
                .orElseThrow(() ->
                        Refusal.of(
                                        ProblemCode.INVALID_CALLBACK,
                                        InputError.pointer(
                                                "/overlap",
                                                "expected a duration of at most 30d, such as 24h"))
                                .toException());
    }

    /** Whoever reads next on this node sees it. */
    private void save(WebhookEndpoint endpoint) {
        String tenant = endpoint.getTenant();
        require(
                webhooks.notices()
                        .endpoint(
                                EndpointFollower.key(tenant, endpoint.getId()),
                                EndpointRecord.newBuilder().setEndpoint(endpoint).build()));
        webhooks.endpoints().await(tenant, endpoint.getId(), endpoint.getRevision(), SEEN_WITHIN);
    }

    private static void require(Publisher.Outcome outcome) {
        if (outcome instanceof Publisher.Outcome.Unavailable(String reason)) {
            throw Refusal.of(ProblemCode.QUEUE_UNAVAILABLE, reason).retryAfter(RETRY).toException();
        }
    }

    private List<Endpoint> mine(Call call) {
        return webhooks.endpoints().of(call.tenant()).stream()
                .filter(one -> !one.definition().getId().equals(Endpoint.CALLBACKS))
                .toList();
    }

    private Endpoint find(Call call) {
        return Optional.of(call.part(ENDPOINT))
                .filter(id -> !id.equals(Endpoint.CALLBACKS))
                .flatMap(id -> webhooks.endpoints().find(call.tenant(), id))
                .orElseThrow(() ->
                        new RefusedException(
                                ProblemCode.NOT_FOUND, "the tenant has no such endpoint"));
    }

    private Optional<Endpoint> callbacks(Call call) {
        return webhooks.endpoints().find(call.tenant(), Endpoint.CALLBACKS);
    }

    private EndpointBook book() {
        return webhooks.book()
                .orElseThrow(() ->
                        new RefusedException(
                                ProblemCode.NOT_READY,
                                "there are no webhooks here: webhooks.secret-key is not set"));
    }
}
