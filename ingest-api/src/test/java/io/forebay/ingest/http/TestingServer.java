package io.forebay.ingest.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.forebay.ingest.admission.AdmissionConfig;
import io.forebay.ingest.admission.Backlog;
import io.forebay.ingest.admission.OpenJobs;
import io.forebay.ingest.admission.Quota;
import io.forebay.ingest.admission.Quotas;
import io.forebay.ingest.admission.TenantLimits;
import io.forebay.ingest.auth.ApiKey;
import io.forebay.ingest.auth.ApiKeys;
import io.forebay.ingest.auth.AuthConfig;
import io.forebay.ingest.auth.Authenticator;
import io.forebay.ingest.auth.IssuedKeys;
import io.forebay.ingest.auth.KeyBook;
import io.forebay.ingest.auth.KeyText;
import io.forebay.ingest.auth.Scope;
import io.forebay.ingest.auth.TokenConfig;
import io.forebay.ingest.auth.Tokens;
import io.forebay.ingest.batch.BatchServices;
import io.forebay.ingest.batch.BatchesConfig;
import io.forebay.ingest.model.ModelNotAppliedException;
import io.forebay.ingest.overview.ScaledLane;
import io.forebay.ingest.publish.Publisher;
import io.forebay.ingest.submit.JobsConfig;
import io.forebay.ingest.testing.TestingBatches;
import io.forebay.ingest.testing.TestingClock;
import io.forebay.ingest.testing.TestingDeadLetters;
import io.forebay.ingest.testing.TestingModels;
import io.forebay.ingest.testing.TestingPublisher;
import io.forebay.ingest.testing.TestingReader;
import io.forebay.ingest.testing.TestingStore;
import io.forebay.loadtests.contract.Contract;
import io.forebay.loadtests.contract.Ledger;
import io.forebay.loadtests.contract.Observed;
import io.forebay.objects.ObjectStorage;
import io.forebay.objects.ObjectsConfig;
import io.forebay.objects.S3Config;
import io.forebay.results.pulse.Pulse;
import io.forebay.schemas.id.JobIdMint;
import io.forebay.schemas.payload.Payloads;
import io.forebay.schemas.trace.Tracing;
import io.forebay.schemas.wire.ApiKeyRecord;
import io.forebay.schemas.wire.ModelRecord;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A server on loopback whose every dependency is a fake. */
final class TestingServer implements AutoCloseable {

    private static final int ISSUED = 11;

    static final int BODY_LIMIT = 1 << 20;
    static final String SUM =
            """
            {"inputs":[{"name":"a","shape":[1,2],"datatype":"FP32","data":[1,2]},
                       {"name":"b","shape":[1,2],"datatype":"FP32","data":[[3,4]]}]}\
            """;

    /** What all tests of the run have seen of the contract. */
    static final Ledger LEDGER = new Ledger();

    static final Contract CONTRACT = new Contract(OpenApiEndpoint.read(), LEDGER);

    private static final String PEPPER = "pepper of at least sixteen";

    /** The tenant "small" has a retention of its own. */
    static final JobsConfig JOBS =
            new JobsConfig(
                    "",
                    Duration.ofHours(24),
                    Map.of("small", Duration.ofHours(1)),
                    Duration.ofSeconds(60),
                    Duration.ofHours(24),
                    Duration.ofSeconds(60));

    private static final JsonMapper MAPPER = new JsonMapper();

    final TestingClock clock = new TestingClock();
    final TestingReader reader = new TestingReader();
    final TestingPublisher publisher = new TestingPublisher();
    final TestingStore store = new TestingStore();

    /** Of requests whose caller is traced. */
    final InMemorySpanExporter spans = InMemorySpanExporter.create();

    final Backlog backlog = new Backlog();
    final OpenJobs openJobs;
    final TestingDeadLetters deadLetters = new TestingDeadLetters();
    final List<ModelRecord> applied = new CopyOnWriteArrayList<>();
    final AtomicBoolean ready = new AtomicBoolean(true);

    /** Whether models can be applied. */
    final AtomicBoolean applies = new AtomicBoolean(true);

    final JobIdMint mint =
            new JobIdMint(
                    "0123456789abcdef".getBytes(StandardCharsets.UTF_8),
                    clock,
                    new Random(7),
                    Duration.ofHours(23));
    final TestingBatches batches = new TestingBatches();
    final AtomicBoolean room = new AtomicBoolean(true);
    final Path inbox = directory();
    final ObjectStorage objects =
            ObjectStorage.open(
                    new ObjectsConfig(List.of("file:" + inbox + "/{tenant}/"), S3Config.DEFAULT));
    final TestingWebhooks webhooks = new TestingWebhooks();
    volatile Optional<Pulse> pulse = Optional.empty();
    volatile Optional<List<ScaledLane>> scaling = Optional.empty();
    final String key;
    final String readOnlyKey;
    final String foreignKey;
    final String poorKey;
    final String operateKey;
    final String watchKey;
    final String foreignOperateKey;
    final String poorOperateKey;
    final String operatorKey;
    final String foreignWholeKey;
    final String operatorWholeKey;
    final String smallKey;
    final IssuedKeys issued = new IssuedKeys();
    final AtomicBoolean keyLogAway = new AtomicBoolean();
    private final List<ApiKey> configured = new ArrayList<>();
    final IngestServer server;
    private final ServerConfig config =
            new ServerConfig(
                    "127.0.0.1",
                    0,
                    new DataSize(BODY_LIMIT),
                    100,
                    new StreamsConfig(Duration.ofMillis(100), 4, 3),
                    TlsConfig.NONE,
                    true);
    private final Services services;
    private final HttpClient client = HttpClient.newHttpClient();

    TestingServer() {
        this(null, true);
    }

    TestingServer(Publisher publisher) {
        this(publisher, true);
    }

    /** A server whose {@code webhooks.secret-key} is not set. */
    static TestingServer withoutWebhooks() {
        return new TestingServer(null, false);
    }

    private TestingServer(@Nullable Publisher other, boolean hasWebhooks) {
        key = text(1, "acme", Scope.SUBMIT, Scope.READ);
        operateKey = text(2, "acme", Scope.OPERATE);
        foreignOperateKey = text(3, "other", Scope.OPERATE);
        readOnlyKey = text(4, "acme", Scope.READ);
        foreignKey = text(5, "other", Scope.SUBMIT, Scope.READ);
        poorKey = text(6, "poor", Scope.SUBMIT);
        operatorKey = text(7, "operator", Scope.OPERATE);
        smallKey = text(8, "small", Scope.SUBMIT, Scope.READ);
        poorOperateKey = text(9, "poor", Scope.OPERATE);
        watchKey = text(10, "operator", Scope.READ, Scope.OPERATE);
        foreignWholeKey = text(12, "other", Scope.values());
        operatorWholeKey = text(13, "operator", Scope.values());
        reader.batches = batches;
        AdmissionConfig admission =
                new AdmissionConfig(
                        1e6,
                        1_000_000,
                        TenantLimits.NONE,
                        Map.of(
                                "poor",
                                new Quota(0.5, 1),
                                "small",
                                new Quota(
                                        1e6,
                                        1_000_000,
                                        new TenantLimits(new DataSize(1000), 2, 1, 2))),
                        Duration.ofSeconds(1));
        Quotas quotas = new Quotas(admission, clock);
        openJobs = new OpenJobs(tenant -> reader.index().open(tenant), quotas, backlog, clock);
        services =
                new Services(
                        TestingModels.known(),
                        reader,
                        other == null ? publisher : other,
                        new Payloads(store, Payloads.INPUT_INLINE_LIMIT),
                        new Authenticator(auth(), issued, Tokens.NONE, clock),
                        new KeyBook(auth(), issued, this::keyLog, new Random(ISSUED), clock),
                        quotas,
                        backlog,
                        openJobs,
                        deadLetters,
                        () -> pulse,
                        () -> scaling,
                        this::apply,
                        new BatchServices(
                                batches,
                                models -> room.get(),
                                quotas,
                                objects,
                                BatchesConfig.DEFAULT),
                        mint,
                        hasWebhooks ? webhooks.services() : webhooks.none(),
                        clock,
                        new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                        (route, outcome, took) -> {},
                        Tracing.by(SimpleSpanProcessor.create(spans), 0, "test"),
                        ready::get);
        server = IngestServer.start(config, JOBS, services);
    }

    private void apply(ModelRecord model) {
        if (!applies.get()) {
            throw new ModelNotAppliedException("no brokers", new IOException("away"));
        }
        applied.add(model);
    }

    private AuthConfig auth() {
        return new AuthConfig(
                PEPPER,
                configured,
                Set.of("operator"),
                4,
                Duration.ofHours(24),
                TokenConfig.DEFAULT);
    }

    /** A key of the configuration; its seed is not that of the keys that the server issues. */
    private String text(int seed, String tenant, Scope... scopes) {
        if (seed == ISSUED) {
            throw new IllegalArgumentException("the server issues keys with the seed " + seed);
        }
        String text = KeyText.make(new Random(seed)).text();
        configured.add(
                new ApiKey(
                        tenant,
                        ApiKeys.digest(PEPPER.getBytes(StandardCharsets.UTF_8), text),
                        Set.of(scopes)));
        return text;
    }

    private Publisher.Outcome keyLog(String key, @Nullable ApiKeyRecord record) {
        if (keyLogAway.get()) {
            return new Publisher.Outcome.Unavailable("away");
        }
        issued.accept(key, record);
        return new Publisher.Outcome.Acknowledged();
    }

    List<Route> routes() {
        return Routes.of(
                config,
                JobsConfig.DEFAULT,
                services,
                new OpenStreams(
                        config.streams(),
                        services.quotas(),
                        services.authenticator(),
                        services.registry()),
                BatchRoutes.of(JobsConfig.DEFAULT, services));
    }

    private static Path directory() {
        try {
            Path target = Files.createDirectories(Path.of("target", "objects"));
            return Files.createTempDirectory(target, "inbox").toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .version(HttpClient.Version.HTTP_1_1);
    }

    HttpRequest.Builder authorized(String path) {
        return request(path).header("Authorization", "Bearer " + key);
    }

    Reply get(String path) {
        return send(authorized(path));
    }

    Reply post(String path, String json, String... headers) {
        HttpRequest.Builder request =
                authorized(path)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    /** Sends, and holds the answer against the contract. */
    Reply send(HttpRequest.Builder request) {
        try {
            HttpRequest sent = request.build();
            Reply reply = new Reply(client.send(sent, HttpResponse.BodyHandlers.ofByteArray()));
            check(sent, reply.response());
            return reply;
        } catch (IOException e) {
            throw new AssertionError("no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Opens a stream that has no end of its own; to be closed. */
    Events open(HttpRequest.Builder request) {
        try {
            HttpResponse<InputStream> response =
                    client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            return new Events(response);
        } catch (IOException e) {
            throw new AssertionError("no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private static void check(HttpRequest request, HttpResponse<byte[]> response) {
        CONTRACT.fault(
                        new Observed(
                                request.method(),
                                request.uri().getRawPath(),
                                response.statusCode(),
                                response.headers().firstValue("Content-Type").orElse(""),
                                response.body()))
                .ifPresent(fault -> {
                    throw new AssertionError(fault);
                });
    }

    /** Its configuration, with TLS. */
    ServerConfig config(TlsConfig tls) {
        return new ServerConfig(
                config.host(),
                config.port(),
                config.bodyLimit(),
                config.maxConnections(),
                config.streams(),
                tls,
                config.console());
    }

    Services services() {
        return services;
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }

    /** An answer. */
    record Reply(HttpResponse<byte[]> response) {

        int status() {
            return response.statusCode();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        String text() {
            return new String(response.body(), StandardCharsets.UTF_8);
        }

        JsonNode json() {
            try {
                return MAPPER.readTree(response.body());
            } catch (JsonProcessingException e) {
                throw new AssertionError("no JSON: " + text(), e);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }
}
