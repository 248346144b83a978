package io.forebay.loadtests.hostile;

import io.forebay.loadtests.hostile.Expectation.Kind;
import java.util.ArrayList;
import java.util.List;

/** Bodies that are far more work than bytes, and lines of which some are broken. */
final class BodyCases {

    private static final String FAMILY = "bodies";
    private static final String BATCHES = "/v1/batches";
    private static final String LINES = "application/x-ndjson";
    private static final String GZIP = "Content-Encoding: gzip";

    private BodyCases() {}

    static List<HostileCase> of(CaseFolder folder) {
        List<HostileCase> cases = new ArrayList<>();
        for (String file : folder.names("*.gz")) {
            byte[] bytes = folder.bytes(file);
            cases.add(
                    one(
                            file + " as a job",
                            HttpBytes.post(Prey.tensorJobs(), "application/json", bytes).with(GZIP),
                            Kind.REFUSED));
            cases.add(
                    one(
                            file + " as a batch",
                            HttpBytes.post(BATCHES, LINES, bytes).with(GZIP),
                            Kind.EITHER));
        }
        for (String file : folder.names("*.json")) {
            if (!file.equals("index.json")) {
                byte[] bytes = folder.bytes(file);
                cases.add(
                        one(
                                file + " as a job",
                                HttpBytes.post(Prey.tensorJobs(), "application/json", bytes),
                                Kind.REFUSED));
                cases.add(
                        one(
                                file + " as a batch",
                                HttpBytes.post(BATCHES, LINES, bytes),
                                Kind.EITHER));
            }
        }
        for (String file : folder.names("*.jsonl")) {
            cases.add(new BrokenLines(FAMILY, file, folder.bytes(file)));
        }
        return cases;
    }

    private static HostileCase one(String name, HttpBytes request, Expectation expectation) {
        return new OneRequest(FAMILY, name, request, expectation);
    }
}
