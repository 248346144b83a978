package io.forebay.client.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.client.Job;
import java.util.Locale;

/** A job in words. */
final class JobText {

    private JobText() {}

    /** Id and state first, on one line, so that scripts can cut them out; then what was found. */
    static String of(Job job) {
        StringBuilder text = new StringBuilder(job.id()).append(' ').append(job.state());
        JsonNode json = job.json();
        if (!job.cache().isEmpty()) {
            text.append("  ").append(job.cache());
        }
        JsonNode took = json.path("timings").path("totalMs");
        if (job.ended() && took.isNumber()) {
            text.append(String.format(Locale.ROOT, "  %.0f ms", took.asDouble()));
        }
        JsonNode reason = json.path("queue").path("reason");
        if (reason.isTextual() && !reason.asText().equals("queued")) {
            text.append("  ").append(reason.asText());
        }
        job.error()
                .ifPresent(error ->
                        text.append("\n  ")
                                .append(error.code())
                                .append(": ")
                                .append(error.detail()));
        answers(text, json);
        return text.toString();
    }

    private static void answers(StringBuilder text, JsonNode json) {
        for (JsonNode one : json.path("detections")) {
            JsonNode box = one.path("box");
            text.append(
                    String.format(
                            Locale.ROOT,
                            "%n  %-16s %.2f  x %.0f-%.0f y %.0f-%.0f",
                            one.path("label").asText(),
                            one.path("score").asDouble(),
                            box.path("x1").asDouble(),
                            box.path("x2").asDouble(),
                            box.path("y1").asDouble(),
                            box.path("y2").asDouble()));
        }
        for (JsonNode one : json.path("classes")) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "%n  %-16s %.2f",
                            one.path("label").asText(),
                            one.path("score").asDouble()));
        }
        if (json.path("detections").isMissingNode() && json.path("classes").isMissingNode()) {
            for (JsonNode one : json.path("outputs")) {
                text.append("\n  ")
                        .append(one.path("name").asText())
                        .append(' ')
                        .append(one.path("datatype").asText())
                        .append(' ')
                        .append(one.path("shape"));
            }
        }
    }

    /** What the exit status says of a job. */
    static int status(Job job) {
        if (!job.ended()) {
            return ExitCodes.STILL_OPEN;
        }
        return job.succeeded() ? ExitCodes.OK : ExitCodes.FAILED;
    }
}
