package io.forebay.ingest.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.forebay.ingest.json.StrictJson;
import io.forebay.ingest.options.Metadata;
import io.forebay.ingest.options.Timings;
import io.forebay.ingest.problem.InputError;
import io.forebay.ingest.problem.Refusal;
import io.forebay.ingest.protocol.RequestBody;
import io.forebay.schemas.problem.ProblemCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What is asked of a batch beside its lines.
 *
 * @param window how long it may take
 */
record BatchDraft(Map<String, String> metadata, Optional<Duration> window) {

    /** {@code {"metadata": {...}, "window": "6h"}}, both optional. */
    static BatchDraft read(RequestBody body) {
        Map<String, String> metadata = Map.of();
        Optional<Duration> window = Optional.empty();
        try (JsonParser in = StrictJson.parser(body.bytes(), 0, body.length())) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw invalid("", "expected an object");
            }
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String name = in.currentName();
                in.nextToken();
                switch (name) {
                    case "metadata" -> {
                        Metadata.Reading reading = Metadata.read(in);
                        if (!reading.faults().isEmpty()) {
                            throw invalid("/metadata", reading.faults().getFirst().detail());
                        }
                        metadata = reading.pairs();
                    }
                    case "window" -> window = Optional.of(window(in.getText()));
                    default -> throw invalid("/" + name, "unknown; known are metadata, window");
                }
            }
            return new BatchDraft(metadata, window);
        } catch (JsonProcessingException e) {
            throw Refusal.of(ProblemCode.MALFORMED_REQUEST, e.getOriginalMessage()).toException();
        } catch (IOException e) {
            throw new UncheckedIOException("an array in memory gives every byte", e);
        }
    }

    private static Duration window(String text) {
        return Timings.parse(text)
                .filter(Duration::isPositive)
                .orElseThrow(() -> invalid("/window", "expected seconds, 30m, 6h or ISO 8601"));
    }

    private static RuntimeException invalid(String pointer, String detail) {
        return Refusal.of(ProblemCode.INVALID_INPUT, InputError.pointer(pointer, detail))
                .toException();
    }
}
