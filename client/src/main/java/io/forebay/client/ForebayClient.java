package io.forebay.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import io.forebay.client.model.ModelFolder;
import io.forebay.schemas.model.Traffic;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/**
 * Forebay over HTTP. Safe for use by several threads; every call blocks, and throws a {@link
 * ForebayException} when it is not answered as asked. What can be repeated safely is, as {@link
 * Retry} says: a submission too, because it carries an Idempotency-Key, by which the server knows
 * it again.
 */
public final class ForebayClient implements AutoCloseable {

    /** The longest that a server waits. */
    private static final Duration LONG_POLL = Duration.ofSeconds(30);

    private final Transport transport;

    ForebayClient(Transport transport) {
        this.transport = transport;
    }

    /** A client of the server; nothing is sent yet. */
    public static ForebayClient of(ClientConfig config) {
        HttpClient.Builder http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(config.connectTimeout());
        if (config.server().getScheme().equals("http")) {
            http.sslContext(trustingNobody());
        }
        return new ForebayClient(
                new Transport(config, http.build(), RandomGenerator.getDefault(), Thread::sleep));
    }

    /** The client wants a context also where there is no TLS; reading certificates takes time. */
    private static SSLContext trustingNobody() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[0], new TrustManager[0], null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has TLS", e);
        }
    }

    /** Submits a job; it has ended already when its result was cached, or the wait was enough. */
    public Job submit(String model, JobInput input, JobOptions options) {
        JobOptions named =
                options.key() == null ? options.key(UUID.randomUUID().toString()) : options;
        Call call =
                body(Call.post("/v1/models/" + part(model) + "/jobs"), input)
                        .with(named.headers())
                        .repeatable();
        Duration wait = named.patience();
        return new Job(transport.json(wait == null ? call : call.waiting(wait)));
    }

    /** The job as it stands. */
    public Job job(String id) {
        return new Job(transport.json(Call.get(path(id))));
    }

    /** The job when it has ended, or as it stands when the patience has. */
    public Job await(String id, Duration patience) {
        long until = System.nanoTime() + patience.toNanos();
        while (true) {
            long left = Math.max(0, until - System.nanoTime());
            Duration wait = Duration.ofNanos(Math.min(left, LONG_POLL.toNanos()));
            String query = "?wait=" + Math.max(1, wait.toMillis()) + "ms";
            Job job = new Job(transport.json(Call.get(path(id) + query).waiting(wait)));
            if (job.ended() || left == 0) {
                return job;
            }
        }
    }

    /** Asks for the job's end. */
    public CancelOutcome cancel(String id) {
        try {
            Call call = Call.post(path(id) + "/cancel").repeatable();
            return new CancelOutcome.Requested(new Job(transport.json(call)));
        } catch (RefusedException e) {
            Job job = e.problem().job().orElse(null);
            if (e.problem().code().equals("already-terminal") && job != null) {
                return new CancelOutcome.TooLate(job);
            }
            throw e;
        }
    }

    /**
     * Every state of the job from now on, the present one first, until it has ended. A broken
     * connection is taken up again where it broke.
     */
    public JobEvents events(String id) {
        return new JobEvents(new EventSource(transport, path(id) + "/events", ""));
    }

    /**
     * The tenant's completions behind a cursor, for ever; see {@link Feed#next}.
     *
     * @param cursor as the feed gave it; empty for the oldest that is kept
     */
    public Feed feed(String cursor) {
        return new Feed(transport, cursor);
    }

    public Batches batches() {
        return new Batches(transport);
    }

    public DeadLetters deadLetters() {
        return new DeadLetters(transport);
    }

    public Keys keys() {
        return new Keys(transport);
    }

    /** Repeats a job that failed for good, as a new one that names it in {@code redriveOf}. */
    public Job redrive(String id) {
        return new Job(
                transport.json(
                        Call.post(path(id) + "/redrive")
                                .with("Idempotency-Key", '"' + UUID.randomUUID().toString() + '"')
                                .repeatable()));
    }

    /** The newest version of each applied model, as the contract shows it. */
    public List<JsonNode> models() {
        List<JsonNode> models = new ArrayList<>();
        transport.json(Call.get("/v1/models")).path("data").forEach(models::add);
        return List.copyOf(models);
    }

    /** The pipeline as it is now, as the contract shows it. */
    public JsonNode overview() {
        return transport.json(Call.get("/v1/overview"));
    }

    /** One model, as the contract shows it. */
    public JsonNode model(String name) {
        return transport.json(Call.get("/v1/models/" + part(name)));
    }

    /**
     * Applies a model whose files the workers have: from then on jobs for it are taken, and its
     * workers load it. Needs a key with the scope {@code operate}.
     *
     * @return the model, as the contract shows it
     */
    public JsonNode apply(ModelFolder model) {
        return apply(model, Traffic.TO_THE_NEWEST);
    }

    /**
     * As {@link #apply(ModelFolder)}, and says which versions answer requests that name none; those
     * beside this one have to be applied.
     */
    public JsonNode apply(ModelFolder model, Traffic traffic) {
        String path =
                "/v1/models/%s/versions/%s"
                        .formatted(part(model.manifest().name()), part(model.manifest().version()));
        return transport.json(
                Call.put(path)
                        .body(
                                "application/json",
                                ModelBody.of(model, traffic).getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void close() {
        transport.close();
    }

    private static String path(String id) {
        return "/v1/jobs/" + part(id);
    }

    /** One part of a path. */
    static String part(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static Call body(Call call, JobInput input) {
        return switch (input) {
            case JobInput.Picture(ByteString bytes, String mediaType) ->
                    call.body(mediaType, bytes.toByteArray());
            case JobInput.Json(String text) ->
                    call.body("application/json", text.getBytes(StandardCharsets.UTF_8));
            case JobInput.Raw(ByteString bytes) ->
                    call.body("application/octet-stream", bytes.toByteArray());
            case JobInput.Tensors(var tensors) -> {
                OipBody body = OipBody.of(tensors);
                yield call.body("application/octet-stream", body.bytes())
                        .with(
                                "Inference-Header-Content-Length",
                                Integer.toString(body.jsonLength()));
            }
        };
    }
}
