package io.forebay.ingest.options;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.forebay.ingest.json.StrictJson;
import io.forebay.ingest.json.WellFormed;
import io.forebay.ingest.problem.InputError;
import io.forebay.ingest.problem.Refusal;
import io.forebay.schemas.problem.ProblemCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A client's own words about a job: a JSON object of strings, carried along and never read. */
public final class Metadata {

    public static final int MAX_PAIRS = 16;

    /** Characters, as OpenAI's APIs have it. */
    public static final int MAX_KEY = 64;

    public static final int MAX_VALUE = 512;

    private static final String HEADER = "Forebay-Metadata";

    private Metadata() {}

    /**
     * What was read, and what was wrong with it.
     *
     * @param faults their places are relative to the object
     */
    public record Reading(Map<String, String> pairs, List<InputError> faults) {

        public Reading {
            pairs = Map.copyOf(pairs);
            faults = List.copyOf(faults);
        }
    }

    /** Reads the value that the parser is at; leaves the parser at its end. */
    public static Reading read(JsonParser in) throws IOException {
        Map<String, String> pairs = new LinkedHashMap<>();
        List<InputError> faults = new ArrayList<>();
        if (in.currentToken() != JsonToken.START_OBJECT) {
            in.skipChildren();
            faults.add(InputError.pointer("", "expected an object of strings"));
            return new Reading(pairs, faults);
        }
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String key = in.currentName();
            String fault = fault(key, in, pairs);
            if (fault.isEmpty()) {
                pairs.put(key, in.getText());
            } else if (faults.isEmpty()) {
                faults.add(InputError.pointer("", fault));
            }
            in.skipChildren();
        }
        return new Reading(pairs, faults);
    }

    /** The header's value: one JSON object. */
    static Map<String, String> parseHeader(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        try (JsonParser in = StrictJson.parser(utf8, 0, utf8.length)) {
            if (in.nextToken() == null) {
                throw refusal(ProblemCode.MALFORMED_REQUEST, "is empty");
            }
            Reading reading = read(in);
            if (in.nextToken() != null) {
                throw refusal(ProblemCode.MALFORMED_REQUEST, "goes on after its JSON object");
            }
            if (!reading.faults().isEmpty()) {
                throw refusal(ProblemCode.INVALID_INPUT, reading.faults().getFirst().detail());
            }
            return reading.pairs();
        } catch (JsonProcessingException e) {
            throw refusal(ProblemCode.MALFORMED_REQUEST, "is no JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException("an array in memory gives every byte", e);
        }
    }

    /** Moves to the value and says what is wrong with the pair; empty when nothing is. */
    private static String fault(String key, JsonParser in, Map<String, String> pairs)
            throws IOException {
        if (in.nextToken() != JsonToken.VALUE_STRING) {
            return "expected an object of strings";
        }
        if (pairs.containsKey(key)) {
            return "has a key twice";
        }
        if (pairs.size() == MAX_PAIRS) {
            return "has more than " + MAX_PAIRS + " pairs";
        }
        if (key.length() > MAX_KEY || in.getTextLength() > MAX_VALUE) {
            return "keys have at most %d characters, values %d".formatted(MAX_KEY, MAX_VALUE);
        }
        return WellFormed.test(key) && WellFormed.test(in.getText())
                ? ""
                : "has half of a surrogate pair";
    }

    private static RuntimeException refusal(ProblemCode code, String detail) {
        return Refusal.of(code, InputError.header(HEADER, detail)).toException();
    }
}
