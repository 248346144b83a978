package io.forebay.ingest.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.forebay.ingest.batch.BatchObjects;
import io.forebay.ingest.batch.BatchWishes;
import io.forebay.ingest.json.StrictJson;
import io.forebay.ingest.options.Metadata;
import io.forebay.ingest.options.Timings;
import io.forebay.ingest.problem.InputError;
import io.forebay.ingest.problem.Refusal;
import io.forebay.ingest.protocol.RequestBody;
import io.forebay.ingest.webhook.CallbackRules;
import io.forebay.schemas.problem.ProblemCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** Reads what is asked of a batch beside its lines. Confined to one request. */
final class BatchDraft {

    private static final String WINDOW = "Forebay-Batch-Window";
    private static final String CALLBACK = "Forebay-Callback";
    private static final String EVENTS = "Forebay-Callback-Events";

    private final CallbackRules rules;
    private Map<String, String> metadata = Map.of();
    private Optional<Duration> window = Optional.empty();
    private Optional<String> url = Optional.empty();
    private Optional<String> events = Optional.empty();
    private String input = "";
    private String output = "";

    private BatchDraft(CallbackRules rules) {
        this.rules = rules;
    }

    /** From the headers of an upload. */
    static BatchWishes headers(Call call, CallbackRules rules) {
        BatchDraft draft = new BatchDraft(rules);
        draft.window = call.header(WINDOW).map(text -> window(text, BatchDraft::malformedWindow));
        draft.url = call.header(CALLBACK);
        draft.events = call.header(EVENTS);
        return draft.wishes(
                detail -> InputError.header(CALLBACK, detail),
                detail -> InputError.header(EVENTS, detail));
    }

    /**
     * {@code {"metadata": {...}, "window": "6h", "callback": "https://...", "callback_events":
     * "batch.completed", "input": {"url": ...}, "output": {"url": ...}}}, all of them optional.
     */
    static BatchWishes read(RequestBody body, CallbackRules rules) {
        BatchDraft draft = new BatchDraft(rules);
        try (JsonParser in = StrictJson.parser(body.bytes(), 0, body.length())) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw invalid("", "expected an object");
            }
            Set<String> seen = new HashSet<>();
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String name = in.currentName();
                if (!seen.add(name)) {
                    throw invalid("/" + name, "is there twice");
                }
                in.nextToken();
                draft.member(name, in);
            }
            if (in.nextToken() != null) {
                throw Refusal.of(ProblemCode.MALFORMED_REQUEST, "the body goes on after its JSON")
                        .toException();
            }
        } catch (JsonProcessingException e) {
            throw Refusal.of(ProblemCode.MALFORMED_REQUEST, e.getOriginalMessage()).toException();
        } catch (IOException e) {
            throw new UncheckedIOException("an array in memory gives every byte", e);
        }
        return draft.wishes(
                detail -> InputError.pointer("/callback", detail),
                detail -> InputError.pointer("/callback_events", detail));
    }

    private void member(String name, JsonParser in) throws IOException {
        switch (name) {
            case "metadata" -> {
                Metadata.Reading reading = Metadata.read(in);
                if (!reading.faults().isEmpty()) {
                    throw invalid("/metadata", reading.faults().getFirst().detail());
                }
                metadata = reading.pairs();
            }
            case "window" ->
                    window =
                            Optional.of(
                                    window(
                                            in.getText(),
                                            () ->
                                                    invalid(
                                                            "/window",
                                                            "expected seconds, 30m, 6h or ISO 8601")));
            case "callback" -> url = Optional.of(in.getText());
            case "callback_events" -> events = Optional.of(in.getText());
            case "input" -> input = url(in, name);
            case "output" -> output = folder(url(in, name));
            default ->
                    throw invalid(
                            "/" + name,
                            "unknown; known are metadata, window, callback, callback_events, input, output");
        }
    }

    private BatchWishes wishes(
            Function<String, InputError> urlPlace, Function<String, InputError> eventsPlace) {
        if (url.isEmpty() && events.isPresent()) {
            throw Refusal.of(
                            ProblemCode.INVALID_CALLBACK,
                            eventsPlace.apply("there is no callback that it could be about"))
                    .toException();
        }
        return new BatchWishes(
                metadata,
                window,
                url.map(text -> rules.callback(text, events, urlPlace, eventsPlace)),
                new BatchObjects(input, output));
    }

    /** {@code {"url": "s3://..."}}. */
    private static String url(JsonParser in, String name) throws IOException {
        String pointer = "/" + name;
        if (in.currentToken() != JsonToken.START_OBJECT) {
            throw invalid(pointer, "expected an object with the member url");
        }
        String url = "";
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            if (!in.currentName().equals("url") || in.nextToken() != JsonToken.VALUE_STRING) {
                throw invalid(pointer, "expected the one member url, a string");
            }
            url = in.getText();
        }
        if (url.isEmpty()) {
            throw invalid(pointer + "/url", "is missing or empty");
        }
        return url;
    }

    private static String folder(String url) {
        if (!url.endsWith("/")) {
            throw invalid(
                    "/output/url", "must end with '/': results.jsonl and errors.jsonl go there");
        }
        return url;
    }

    private static Duration window(String text, Supplier<RuntimeException> refusal) {
        return Timings.parse(text).filter(Duration::isPositive).orElseThrow(refusal);
    }

    private static RuntimeException malformedWindow() {
        return Refusal.of(
                        ProblemCode.MALFORMED_REQUEST,
                        InputError.header(WINDOW, "expected seconds, 30m or 6h"))
                .toException();
    }

    private static RuntimeException invalid(String pointer, String detail) {
        return Refusal.of(ProblemCode.INVALID_INPUT, InputError.pointer(pointer, detail))
                .toException();
    }
}
