package io.forebay.ingest.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.forebay.ingest.json.StrictJson;
import io.forebay.ingest.problem.InputError;
import io.forebay.ingest.problem.Refusal;
import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.wire.WireTensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one Open Inference Protocol v2 request: JSON, or JSON with the tensors' bytes behind it.
 * What is no JSON is malformed (400); JSON that is no request is invalid (422), with every fault.
 * Confined to one request.
 */
final class OipReader {

    /** More inputs than any model has. */
    static final int MAX_TENSORS = 64;

    private static final List<String> MEMBERS = List.of("id", "inputs", "outputs", "parameters");
    private static final List<String> OUTPUT_MEMBERS = List.of("name", "parameters");
    private static final int MAX_ID = 256;

    private final RequestBody body;
    private final int jsonLength;
    private final Faults faults = new Faults();
    private final TensorReader tensors;
    private final List<WireTensor> inputs = new ArrayList<>(2);
    private final List<String> outputs = new ArrayList<>(0);
    private final Map<String, Boolean> binaryData = new HashMap<>(0);
    private RequestParameters parameters = RequestParameters.NONE;
    private @Nullable String id;

    private OipReader(RequestBody body, int jsonLength) {
        this.body = body;
        this.jsonLength = jsonLength;
        this.tensors = new TensorReader(body, jsonLength, faults);
    }

    static OipRequest read(RequestBody body, int jsonLength) {
        return new OipReader(body, jsonLength).read();
    }

    private OipRequest read() {
        if (!StrictJson.isUtf8(body.bytes(), 0, jsonLength)) {
            throw malformed("", "expected JSON in UTF-8 without a byte order mark");
        }
        try (JsonParser in = StrictJson.parser(body.bytes(), 0, jsonLength)) {
            try {
                request(in);
            } catch (JsonProcessingException e) {
                throw malformed(
                        in.getParsingContext().pathAsPointer().toString(),
                        "%s (at byte %d)"
                                .formatted(
                                        firstLine(e.getOriginalMessage()),
                                        in.currentLocation().getByteOffset()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("an array in memory gives every byte", e);
        }
        faults.refuse();
        return new OipRequest(id, inputs, outputs, binaryData, parameters);
    }

    private void request(JsonParser in) throws IOException {
        if (in.nextToken() == null) {
            throw malformed("", "the body is empty");
        }
        if (in.currentToken() == JsonToken.START_OBJECT) {
            Members members = new Members("", MEMBERS, faults);
            while (members.next(in)) {
                member(in);
            }
            whole();
        } else {
            JsonValues.fault(in, "", "expected an object", faults);
        }
        if (in.nextToken() != null) {
            throw malformed("", "the body goes on after its JSON");
        }
    }

    /** What only the whole request tells, when nothing else is wrong. */
    private void whole() {
        if (faults.count() == 0 && inputs.isEmpty()) {
            faults.add("/inputs", "expected an array of at least one tensor");
        } else if (faults.count() == 0 && tensors.unclaimed() > 0) {
            faults.add("", tensors.unclaimed() + " bytes behind the JSON belong to no tensor");
        }
    }

    private void member(JsonParser in) throws IOException {
        switch (in.currentName()) {
            case "id" -> id = JsonValues.text(in, "/id", MAX_ID, faults).orElse(null);
            case "inputs" -> inputs(in);
            case "outputs" -> outputs(in);
            default -> parameters = new ParametersReader().read(in, "/parameters", faults);
        }
    }

    private void inputs(JsonParser in) throws IOException {
        if (in.currentToken() != JsonToken.START_ARRAY) {
            JsonValues.fault(in, "/inputs", "expected an array", faults);
            return;
        }
        for (int i = 0; in.nextToken() != JsonToken.END_ARRAY; i++) {
            if (i < MAX_TENSORS) {
                tensors.read(in, "/inputs/" + i).ifPresent(inputs::add);
            } else {
                JsonValues.fault(in, "/inputs/" + i, "more than " + MAX_TENSORS, faults);
            }
        }
    }

    private void outputs(JsonParser in) throws IOException {
        if (in.currentToken() != JsonToken.START_ARRAY) {
            JsonValues.fault(in, "/outputs", "expected an array", faults);
            return;
        }
        for (int i = 0; in.nextToken() != JsonToken.END_ARRAY; i++) {
            String at = "/outputs/" + i;
            if (in.currentToken() == JsonToken.START_OBJECT && i < MAX_TENSORS) {
                output(in, at);
            } else {
                JsonValues.fault(in, at, "expected at most 64 objects", faults);
            }
        }
    }

    private void output(JsonParser in, String at) throws IOException {
        String name = null;
        Boolean binary = null;
        Members members = new Members(at, OUTPUT_MEMBERS, faults);
        while (members.next(in)) {
            if (in.currentName().equals("name")) {
                name = JsonValues.text(in, at + "/name", MAX_ID, faults).orElse("");
            } else {
                binary = binaryData(in, at + "/parameters");
            }
        }
        if (name == null) {
            faults.add(at, "needs 'name'");
        } else {
            outputs.add(name);
            if (binary != null) {
                binaryData.put(name, binary);
            }
        }
    }

    private @Nullable Boolean binaryData(JsonParser in, String at) throws IOException {
        if (in.currentToken() != JsonToken.START_OBJECT) {
            JsonValues.fault(in, at, "expected an object", faults);
            return null;
        }
        Boolean binary = null;
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            boolean known = in.currentName().equals("binary_data");
            in.nextToken();
            if (known) {
                binary = JsonValues.bool(in, at + "/binary_data", faults).orElse(null);
            } else {
                in.skipChildren();
            }
        }
        return binary;
    }

    private static RuntimeException malformed(String pointer, String detail) {
        return Refusal.of(
                        ProblemCode.MALFORMED_REQUEST,
                        pointer.isEmpty() ? detail : pointer + ": " + detail)
                .with(List.of(InputError.pointer(pointer, detail)))
                .toException();
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("unreadable");
    }
}
