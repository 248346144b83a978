package io.forebay.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Optional;

/**
 * A job as the server shows it.
 *
 * @param json the whole object of the contract, for what has no accessor here
 */
public record Job(JsonNode json) {

    public Job {
        if (json.path("id").asText().isEmpty()) {
            throw new IllegalArgumentException("a job has an id");
        }
    }

    public String id() {
        return json.path("id").asText();
    }

    public String model() {
        return json.path("model").asText();
    }

    /** Queued, running, succeeded, failed, canceled, expired; more may come: ask {@link #ended}. */
    public String state() {
        return json.path("state").asText();
    }

    /** Whether it has ended, which never changes after. */
    public boolean ended() {
        return json.path("terminal").asBoolean();
    }

    public boolean succeeded() {
        return state().equals("succeeded");
    }

    /** Only grows. */
    public long version() {
        return json.path("version").asLong();
    }

    /** Miss, coalesced or hit; empty while it is not known. */
    public String cache() {
        return json.path("cache").path("status").asText();
    }

    /** The output tensors as the Open Inference Protocol has them; missing when there are none. */
    public JsonNode outputs() {
        return json.path("outputs");
    }

    /** Why it failed. */
    public Optional<ServerProblem> error() {
        JsonNode error = json.path("error");
        return error.isObject()
                ? Optional.of(
                        new ServerProblem(
                                error.path("status").asInt(),
                                error.path("code").asText(),
                                error.path("detail").asText(),
                                Optional.empty(),
                                MissingNode.getInstance()))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return "Job[%s %s]".formatted(id(), state());
    }
}
