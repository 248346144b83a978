package io.forebay.ingest.http;

import io.forebay.ingest.problem.Refusal;
import io.forebay.ingest.submit.JobsConfig;
import io.forebay.schemas.document.JobWriter;
import io.forebay.schemas.document.Outputs;
import io.forebay.schemas.problem.ProblemCode;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.HttpRouting;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The HTTP server with all its routes. */
public final class IngestServer implements AutoCloseable {

    private static final Duration GRACE = Duration.ofSeconds(5);

    /** Between two looks at batches whose files are to be read or written. */
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

    private final WebServer server;
    private final OpenStreams streams;
    private final BatchRoutes batches;
    private final Optional<CertificateWatch> watch;

    private IngestServer(
            WebServer server,
            OpenStreams streams,
            BatchRoutes batches,
            Optional<CertificateWatch> watch) {
        this.server = server;
        this.streams = streams;
        this.batches = batches;
        this.watch = watch;
    }

    /** Listens when it returns. */
    public static IngestServer start(ServerConfig config, JobsConfig jobs, Services services) {
        ProblemWriter problems = new ProblemWriter(new JobWriter(new Outputs(services.payloads())));
        Gate gate =
                new Gate(
                        services.authenticator(),
                        problems,
                        config.bodyLimitBytes(),
                        services.meter(),
                        new RequestSpans(services.tracing()));
        OpenStreams streams =
                new OpenStreams(
                        config.streams(),
                        services.quotas(),
                        services.authenticator(),
                        services.registry());
        Thread.ofVirtual().name("forebay-stream-ends").start(streams::endInvalid);
        BatchRoutes batches = BatchRoutes.of(jobs, services);
        // The operations of the contract, and the console.
        List<Route> routes =
                Stream.concat(
                                Routes.of(config, jobs, services, streams, batches).stream(),
                                ConsoleRoutes.of(config).stream())
                        .toList();
        Optional<TlsConfig.Pair> certificate = config.tls().files();
        WebServerConfig.Builder builder =
                WebServer.builder()
                        .host(config.host())
                        .port(config.port())
                        .maxTcpConnections(config.maxConnections())
                        .shutdownHook(false)
                        .shutdownGracePeriod(GRACE)
                        .contentEncoding(new PlainBodies())
                        .directHandlers(new TransportProblems(problems).forEveryEvent())
                        .routing(routing(gate, routes));
        certificate.map(CertificateWatch::load).ifPresent(tls -> builder.tls(tls));
        WebServer server = builder.build().start();
        batches.duties().start(LOOK_EVERY);
        Optional<CertificateWatch> watch =
                certificate.map(files ->
                        CertificateWatch.start(
                                files, config.tls().checkInterval(), server::reloadTls));
        return new IngestServer(server, streams, batches, watch);
    }

    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        watch.ifPresent(CertificateWatch::close);
        batches.close();
        streams.close();
        server.stop();
    }

    private static HttpRouting.Builder routing(Gate gate, List<Route> routes) {
        HttpRouting.Builder routing = HttpRouting.builder();
        Map<String, List<Route>> byPath = new LinkedHashMap<>();
        for (Route route : routes) {
            routing.route(route.method(), route.path(), gate.handler(route));
            byPath.merge(
                    route.path(),
                    List.of(route),
                    (a, b) -> Stream.concat(a.stream(), b.stream()).toList());
        }
        byPath.forEach(
                (path, known) -> routing.any(path, gate.handler(otherMethod(gate, path, known))));
        return routing.any(gate.handler(otherPath()));
    }

    private static Route otherMethod(Gate gate, String path, List<Route> known) {
        String allowed =
                known.stream()
                        .map(route -> route.method().text())
                        .collect(Collectors.joining(", "));
        Refusal refusal =
                Refusal.of(ProblemCode.METHOD_NOT_ALLOWED, "the resource supports " + allowed);
        return Route.open(
                Method.create("ANY"),
                path,
                call ->
                        gate.problems()
                                .answer(refusal, call.request().path().path())
                                .with(HeaderNames.ALLOW, allowed));
    }

    private static Route otherPath() {
        return Route.open(
                Method.create("ANY"),
                "*",
                call -> {
                    throw Refusal.of(ProblemCode.NOT_FOUND, "see /openapi.json for what there is")
                            .toException();
                });
    }
}
