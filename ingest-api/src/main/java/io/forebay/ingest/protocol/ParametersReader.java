package io.forebay.ingest.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.forebay.ingest.options.Metadata;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a request's {@code parameters}. Confined to one request. */
final class ParametersReader {

    private static final Set<String> OPTIONS =
            Set.of("queue_timeout", "run_timeout", "deadline", "lane");
    private static final int MAX_OPTION = 64;

    private final Map<String, String> options = new HashMap<>();
    private @Nullable Map<String, String> metadata;
    private boolean binaryOutput;

    RequestParameters read(JsonParser in, String at, Faults faults) throws IOException {
        if (in.currentToken() != JsonToken.START_OBJECT) {
            JsonValues.fault(in, at, "expected an object", faults);
            return RequestParameters.NONE;
        }
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            in.nextToken();
            parameter(in, name, at + "/" + Pointers.escape(name), faults);
        }
        return new RequestParameters(options, metadata, binaryOutput);
    }

    private void parameter(JsonParser in, String name, String at, Faults faults)
            throws IOException {
        if (OPTIONS.contains(name)) {
            String text =
                    in.currentToken().isNumeric()
                            ? in.getText()
                            : JsonValues.text(in, at, MAX_OPTION, faults).orElse("");
            if (options.put(name, text) != null) {
                faults.add(at, "is there twice");
            }
        } else if (name.equals("metadata")) {
            metadata = metadata(in, at, faults);
        } else if (name.equals("binary_data_output")) {
            binaryOutput = JsonValues.bool(in, at, faults).orElse(false);
        } else {
            in.skipChildren();
        }
    }

    private static @Nullable Map<String, String> metadata(JsonParser in, String at, Faults faults)
            throws IOException {
        Metadata.Reading reading = Metadata.read(in);
        reading.faults().forEach(fault -> faults.add(at + fault.where(), fault.detail()));
        return Optional.of(reading.pairs()).filter(any -> reading.faults().isEmpty()).orElse(null);
    }
}
