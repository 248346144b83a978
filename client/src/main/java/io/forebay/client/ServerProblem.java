package io.forebay.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.schemas.problem.ProblemCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A problem as the server tells it (RFC 9457).
 *
 * @param status of HTTP
 * @param code stable; may be one that this release does not know
 * @param detail for people
 * @param retryAfter when the same request may succeed
 * @param json all of it; missing when the answer came from something before the server
 */
public record ServerProblem(
        int status, String code, String detail, Optional<Duration> retryAfter, JsonNode json) {

    /** What is wrong in the request, one thing each, with its place. */
    public List<String> errors() {
        List<String> errors = new ArrayList<>();
        for (JsonNode error : json.path("errors")) {
            String where =
                    error.path("pointer")
                            .asText(
                                    error.path("header")
                                            .asText(error.path("parameter").asText("")));
            errors.add(where + ": " + error.path("detail").asText());
        }
        return List.copyOf(errors);
    }

    /** The code, when this release knows it. */
    public Optional<ProblemCode> known() {
        return ProblemCode.parse(code);
    }

    /** The job that it is about. */
    public Optional<String> jobId() {
        return Optional.ofNullable(json.path("jobId").asText(null));
    }

    /** The job as it stands, where its state is the reason. */
    public Optional<Job> job() {
        return json.path("job").isObject()
                ? Optional.of(new Job(json.path("job")))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return "%d %s: %s".formatted(status, code, detail);
    }
}
