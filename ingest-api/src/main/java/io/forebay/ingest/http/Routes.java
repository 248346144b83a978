package io.forebay.ingest.http;

import static io.helidon.http.Method.DELETE;
import static io.helidon.http.Method.GET;
import static io.helidon.http.Method.POST;
import static io.helidon.http.Method.PUT;

import io.forebay.ingest.auth.KeyWriter;
import io.forebay.ingest.auth.Scope;
import io.forebay.ingest.cursor.CursorSeal;
import io.forebay.ingest.protocol.ReferredBody;
import io.forebay.ingest.submit.JobsConfig;
import io.forebay.ingest.submit.Submitter;
import io.forebay.results.reader.JobReader;
import io.forebay.schemas.document.JobWriter;
import io.forebay.schemas.document.Outputs;
import java.util.ArrayList;
import java.util.List;

/** Every operation of the contract; the ones that are called most come first. */
final class Routes {

    private final List<Route> routes = new ArrayList<>();
    private final ServerConfig server;
    private final JobsConfig jobs;
    private final Services services;
    private final Outputs outputs;
    private final ModelLookup lookup;
    private final OpenStreams streams;
    private final Whose whose;

    private Routes(ServerConfig server, JobsConfig jobs, Services services, OpenStreams streams) {
        this.server = server;
        this.jobs = jobs;
        this.services = services;
        this.streams = streams;
        this.outputs = new Outputs(services.payloads());
        this.lookup = new ModelLookup(services.models());
        this.whose = new Whose(services.keys().config());
    }

    static List<Route> of(
            ServerConfig server,
            JobsConfig jobs,
            Services services,
            OpenStreams streams,
            BatchRoutes batches) {
        Routes routes = new Routes(server, jobs, services, streams);
        routes.jobs();
        routes.routes.addAll(batches.routes());
        routes.routes.addAll(new EndpointRoutes(services.webhooks(), services.clock()).routes());
        routes.models();
        routes.routes.addAll(
                new KeyRoutes(services.keys(), new KeyWriter(services.clock()), services.clock())
                        .routes());
        routes.health();
        return List.copyOf(routes.routes);
    }

    private void jobs() {
        Submitter submitter =
                new Submitter(
                        new Submitter.Queue(
                                services.publisher(),
                                services.backlog(),
                                services.openJobs(),
                                services.payloads()),
                        services.reader(),
                        services.mint(),
                        jobs::retention,
                        services.clock());
        JobAnswers answers = new JobAnswers(new JobWriter(outputs), jobs);
        Intake intake =
                new Intake(
                        lookup,
                        services.quotas(),
                        jobs,
                        services.webhooks().rules(),
                        new ReferredBody(services.batches().objects(), server.bodyLimitBytes()),
                        services.clock());
        Endpoint submit = new SubmitEndpoint(intake, submitter, services.reader(), answers, jobs);
        Endpoint infer =
                new InferEndpoint(intake, submitter, services.reader(), answers, outputs, jobs);
        JobEndpoints one =
                new JobEndpoints(
                        services.mint(),
                        services.reader(),
                        submitter,
                        answers,
                        jobs,
                        whose,
                        services.clock());
        add(new Route(GET, "/v1/jobs/{id}", Scope.READ, one::read));
        add(new Route(POST, "/v1/models/{model}/jobs", Scope.SUBMIT, submit));
        add(new Route(POST, "/v2/models/{model}/infer", Scope.SUBMIT, infer));
        add(new Route(POST, "/v1/models/{model}/versions/{version}/jobs", Scope.SUBMIT, submit));
        add(new Route(POST, "/v2/models/{model}/versions/{version}/infer", Scope.SUBMIT, infer));
        add(new Route(POST, "/v1/jobs/{id}/cancel", Scope.SUBMIT, one::cancel));
        DeliveryRoutes told = new DeliveryRoutes(one, services.webhooks(), services.clock());
        add(new Route(PUT, "/v1/jobs/{id}/callback", Scope.SUBMIT, told::attach));
        add(new Route(GET, "/v1/jobs/{id}/deliveries", Scope.READ, told::list));
        add(new Route(POST, "/v1/jobs/{id}/deliveries", Scope.SUBMIT, told::again));
        reading(one, submitter);
        deadLetters(submitter, answers);
    }

    private void deadLetters(Submitter submitter, JobAnswers answers) {
        DeadLetterEndpoints letters =
                new DeadLetterEndpoints(
                        services.deadLetters(),
                        services.mint(),
                        services.quotas(),
                        new Redrive(
                                services.models(),
                                services.payloads(),
                                services.reader(),
                                submitter),
                        new LetterWriter(services.payloads()),
                        answers);
        add(new Route(GET, "/v1/dead-letters", Scope.OPERATE, letters::list));
        add(new Route(GET, "/v1/dead-letters/{letter}", Scope.OPERATE, letters::show));
        add(new Route(POST, "/v1/dead-letters/{letter}/redrive", Scope.OPERATE, letters::redrive));
        add(new Route(POST, "/v1/jobs/{id}/redrive", Scope.OPERATE, letters::redriveJob));
    }

    /** How results come back, beside single reads. */
    private void reading(JobEndpoints one, Submitter submitter) {
        JobReader reader = services.reader();
        JobWriter writer = new JobWriter(outputs);
        CursorSeal seal = new CursorSeal(jobs.idSecretBytes());
        Paging paging = new Paging(jobs);
        add(
                new Route(
                        GET,
                        "/v1/jobs/{id}/events",
                        Scope.READ,
                        new EventsEndpoint(one, reader, writer, streams)));
        add(
                new Route(
                        GET,
                        "/v1/jobs",
                        Scope.READ,
                        new JobListEndpoint(reader, writer, seal, paging, whose)));
        add(
                new Route(
                        DELETE,
                        "/v1/jobs/{id}",
                        Scope.SUBMIT,
                        new DeleteEndpoint(one, reader, submitter)));
        FeedLines lines = new FeedLines(reader, writer, seal, services.clock());
        add(
                new Route(
                        GET,
                        "/v1/feed",
                        Scope.READ,
                        new FeedEndpoint(
                                reader.feed(), lines, streams, seal, paging, services.clock())));
        add(
                new Route(
                        GET,
                        "/v1/results/{flight}",
                        Scope.READ,
                        new ResultEndpoint(reader, services.models(), outputs, services.clock())));
    }

    private void models() {
        ModelWriter writer = new ModelWriter(services.backlog());
        ModelEndpoints models = new ModelEndpoints(services.models(), lookup, writer);
        add(
                new Route(
                        PUT,
                        "/v1/models/{model}/versions/{version}",
                        Scope.OPERATE,
                        new ApplyEndpoint(
                                services.applier(),
                                lookup,
                                writer,
                                services.keys().config(),
                                services.clock())));
        add(new Route(GET, "/v1/models", Scope.READ, models::list));
        add(new Route(GET, "/v1/models/{model}", Scope.READ, models::show));
        add(new Route(GET, "/v2", Scope.READ, models::server));
        for (String path : List.of("/v2/models/{model}", "/v2/models/{model}/versions/{version}")) {
            add(new Route(GET, path, Scope.READ, models::metadata));
            add(new Route(GET, path + "/ready", Scope.READ, models::ready));
        }
        add(new Route(GET, "/v1/overview", Scope.READ, OverviewEndpoint.of(services)));
        add(
                new Route(
                        GET,
                        "/v1/limits",
                        Scope.READ,
                        new LimitsEndpoint(server, jobs, services.quotas(), whose)));
    }

    private void health() {
        HealthEndpoints health = new HealthEndpoints(services.registry(), services.ready());
        add(Route.open(GET, "/health/live", health::up));
        add(Route.open(GET, "/health/ready", health::ready));
        add(Route.open(GET, "/health/started", health::up));
        add(Route.open(GET, "/v2/health/live", health::oipLive));
        add(Route.open(GET, "/v2/health/ready", health::oipReady));
        add(Route.open(GET, "/metrics", health::metrics));
        add(Route.open(GET, "/openapi.json", OpenApiEndpoint.load()));
    }

    private void add(Route route) {
        routes.add(route);
    }
}
