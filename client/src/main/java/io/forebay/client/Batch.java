package io.forebay.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A batch as the server shows it.
 *
 * @param json the whole object of the contract
 */
public record Batch(JsonNode json) {

    private static final Set<String> ENDED = Set.of("completed", "canceled", "expired");

    public Batch {
        if (json.path("id").asText().isEmpty()) {
            throw new IllegalArgumentException("a batch has an id");
        }
    }

    /** Lines by the state of their newest job. */
    public record Counts(
            long total,
            long queued,
            long running,
            long completed,
            long failed,
            long canceled,
            long expired) {

        /** Lines that have ended, however. */
        public long ended() {
            return completed + failed + canceled + expired;
        }

        public boolean allCompleted() {
            return completed == total;
        }
    }

    public String id() {
        return json.path("id").asText();
    }

    public String status() {
        return json.path("status").asText();
    }

    /** Whether every line has ended. A retry of failed lines makes it run again. */
    public boolean ended() {
        JsonNode terminal = json.path("terminal");
        return terminal.isBoolean() ? terminal.asBoolean() : ENDED.contains(status());
    }

    /** Whether nothing more comes: it has ended, and its results are where it wants them. */
    public boolean settled() {
        JsonNode output = json.path("output");
        return ended()
                && (output.isMissingNode()
                        || output.path("written").asBoolean()
                        || output.has("error"));
    }

    /** Why its lines could not be read or its results not be written. */
    public Optional<String> problem() {
        return Stream.of(json.path("error"), json.path("output").path("error"))
                .filter(JsonNode::isObject)
                .map(error -> error.path("detail").asText(error.path("title").asText()))
                .findFirst();
    }

    public Counts counts() {
        JsonNode counts = json.path("request_counts");
        return new Counts(
                counts.path("total").asLong(),
                counts.path("queued").asLong(),
                counts.path("running").asLong(),
                counts.path("completed").asLong(),
                counts.path("failed").asLong(),
                counts.path("canceled").asLong(),
                counts.path("expired").asLong());
    }

    /** Lines that cost no run of their own. */
    public long saved() {
        return json.path("cache").path("saved").asLong();
    }

    /** Lines that end in a second now, as the server measures it. */
    public double linesPerSecond() {
        return json.path("linesPerSecond").asDouble();
    }

    /** How long the rest will take at this rate; empty when nobody can say. */
    public Optional<Duration> left() {
        JsonNode eta = json.path("etaSeconds");
        return eta.isNumber() ? Optional.of(Duration.ofSeconds(eta.asLong())) : Optional.empty();
    }

    @Override
    public String toString() {
        return "Batch[%s %s]".formatted(id(), status());
    }
}
