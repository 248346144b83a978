package io.forebay.ingest.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.forebay.ingest.options.Metadata;
import io.forebay.ingest.webhook.CallbackRules;
import io.forebay.schemas.id.OrderingKey;
import io.forebay.schemas.webhook.CallbackUrl;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a request's {@code parameters}. Confined to one request. */
final class ParametersReader {

    private static final int MAX_OPTION = 64;

    /** With the longest text that each may be. */
    private static final Map<String, Integer> OPTIONS =
            Map.of(
                    "queue_timeout", MAX_OPTION,
                    "run_timeout", MAX_OPTION,
                    "deadline", MAX_OPTION,
                    "lane", MAX_OPTION,
                    "ordering_key", OrderingKey.MAX_LENGTH,
                    "callback", CallbackUrl.MAX_LENGTH,
                    "callback_events", CallbackRules.MAX_EVENTS_LENGTH);

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
        Integer longest = OPTIONS.get(name);
        if (longest != null) {
            String text =
                    in.currentToken().isNumeric()
                            ? in.getText()
                            : JsonValues.text(in, at, longest, faults).orElse("");
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
