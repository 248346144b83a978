package io.forebay.ingest.http;

import static io.helidon.http.Method.GET;
import static io.helidon.http.Method.POST;

import io.forebay.ingest.auth.Scope;
import io.forebay.ingest.batch.BatchDuties;
import io.forebay.ingest.batch.BatchFiles;
import io.forebay.ingest.batch.BatchLines;
import io.forebay.ingest.batch.Batches;
import io.forebay.ingest.batch.BatchesConfig;
import io.forebay.ingest.batch.EndedLines;
import io.forebay.ingest.batch.Retries;
import io.forebay.ingest.submit.JobsConfig;
import io.forebay.ingest.submit.LineSubmitter;
import io.forebay.results.reader.BatchReader;
import io.forebay.schemas.document.BatchWriter;
import io.forebay.schemas.document.JobWriter;
import io.forebay.schemas.document.Outputs;
import java.util.List;

/** What batches work with, and the routes of it. Closing it leaves their files to other nodes. */
record BatchRoutes(
        Services services, Batches batches, BatchLines parts, EndedLines lines, BatchDuties duties)
        implements AutoCloseable {

    static BatchRoutes of(JobsConfig jobs, Services services) {
        BatchReader reader = services.reader().batches();
        BatchLines parts =
                new BatchLines(
                        services.models(),
                        new LineSubmitter(
                                services.publisher(), services.payloads(), services.mint()),
                        services.payloads(),
                        services.webhooks().rules(),
                        services.batches().objects());
        Batches batches =
                new Batches(services.batches(), reader, parts, jobs::retention, services.clock());
        EndedLines lines = new EndedLines(reader, new JobWriter(new Outputs(services.payloads())));
        BatchDuties duties =
                new BatchDuties(
                        new BatchFiles(batches, lines, services.batches().objects()),
                        reader,
                        services.batches().config().takeover(),
                        services.clock());
        return new BatchRoutes(services, batches, parts, lines, duties);
    }

    List<Route> routes() {
        BatchReader reader = services.reader().batches();
        BatchesConfig config = services.batches().config();
        BatchEndpoints all =
                new BatchEndpoints(
                        batches,
                        new Retries(batches, reader, parts, config, config.window()),
                        reader,
                        services.mint(),
                        new BatchWriter(services.clock()),
                        new BatchOpening(
                                batches,
                                duties,
                                services.batches().objects(),
                                services.webhooks().rules()));
        String one = "/v1/batches/{id}";
        return List.of(
                new Route(POST, "/v1/batches", Scope.SUBMIT, all::create),
                new Route(GET, "/v1/batches", Scope.READ, all::list),
                new Route(GET, one, Scope.READ, all::read),
                new Route(POST, one + "/lines", Scope.SUBMIT, all::append),
                new Route(
                        GET,
                        one + "/deliveries",
                        Scope.READ,
                        new BatchDeliveriesEndpoint(all, services.webhooks().deliveries())),
                new Route(POST, one + "/finalize", Scope.SUBMIT, all::seal),
                new Route(POST, one + "/cancel", Scope.SUBMIT, all::cancel),
                new Route(POST, one + "/lines/{line}/cancel", Scope.SUBMIT, all::cancelLine),
                new Route(POST, one + "/retry-failed", Scope.SUBMIT, all::retryFailed),
                new Route(
                        GET,
                        one + "/results",
                        Scope.READ,
                        new BatchLinesEndpoint(all, lines, BatchReader.Ending.RESULT)),
                new Route(
                        GET,
                        one + "/errors",
                        Scope.READ,
                        new BatchLinesEndpoint(all, lines, BatchReader.Ending.ERROR)));
    }

    @Override
    public void close() {
        duties.close();
    }
}
