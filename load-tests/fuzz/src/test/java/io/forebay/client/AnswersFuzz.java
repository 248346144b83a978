package io.forebay.client;

import static io.forebay.fuzz.Property.holds;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.fuzz.Parts;
import java.io.UncheckedIOException;

/** Answers of a server: JSON of any shape is read without harm. */
final class AnswersFuzz {

    @FuzzTest
    void answers(byte[] bytes) {
        JsonNode lenient = Json.lenient(bytes);
        try {
            Json.parse(Parts.text(bytes));
        } catch (UncheckedIOException e) {
            // It is none.
        }
        Job job;
        try {
            job = new Job(lenient);
        } catch (IllegalArgumentException e) {
            return;
        }
        holds(!job.id().isEmpty(), "a job without an id");
        holds(job.succeeded() == job.state().equals("succeeded"), "how it ended");
        job.error().ifPresent(error -> holds(error.code() != null, "no code"));
        holds(job.toString().length() < bytes.length + 64, "more text than there was");
    }
}
