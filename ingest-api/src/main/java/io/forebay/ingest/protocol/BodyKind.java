package io.forebay.ingest.protocol;

import io.forebay.ingest.problem.InputError;
import io.forebay.ingest.problem.Refusal;
import io.forebay.schemas.model.Model;
import io.forebay.schemas.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How a request's body is to be read. */
public sealed interface BodyKind {

    String JSON = "application/json";
    String BYTES = "application/octet-stream";

    /** OIP JSON; with bytes behind it when {@code jsonLength} is shorter than the body. */
    record Oip(Optional<Integer> jsonLength) implements BodyKind {}

    /**
     * The bytes of the model's one input.
     *
     * @param binaryAnswer whether the outputs are to come back alike
     */
    record RawTensor(boolean binaryAnswer) implements BodyKind {}

    /** A picture for the model's preprocessing. */
    record Image() implements BodyKind {}

    /** The media types that a model reads. */
    static List<String> accepted(Model model) {
        List<String> types = new ArrayList<>(List.of(JSON));
        if (model.inputs().size() == 1) {
            types.add(BYTES);
        }
        if (model.manifest().preprocess().isPresent()) {
            for (ImageKind kind : ImageKind.values()) {
                types.add(kind.contentType());
            }
        }
        return List.copyOf(types);
    }

    /**
     * What the headers say; JSON when they say nothing.
     *
     * @param jsonLength the header {@code Inference-Header-Content-Length}
     * @throws io.forebay.ingest.problem.RefusedException when the model does not read that
     */
    static BodyKind of(Model model, Optional<String> contentType, Optional<String> jsonLength) {
        String type = contentType.map(BodyKind::withoutParameters).orElse(JSON);
        if (jsonLength.isPresent() && (type.equals(JSON) || type.equals(BYTES))) {
            int length = length(jsonLength.get());
            return length == 0 ? new RawTensor(true) : new Oip(Optional.of(length));
        }
        if (type.equals(JSON)) {
            return new Oip(Optional.empty());
        }
        if (!accepted(model).contains(type)) {
            throw Refusal.of(
                            ProblemCode.UNSUPPORTED_MEDIA_TYPE,
                            "model '%s' reads %s".formatted(model.name(), accepted(model)))
                    .toException();
        }
        return type.equals(BYTES) ? new RawTensor(false) : new Image();
    }

    private static String withoutParameters(String contentType) {
        int end = contentType.indexOf(';');
        String type = end < 0 ? contentType : contentType.substring(0, end);
        return type.strip().toLowerCase(Locale.ROOT);
    }

    private static int length(String text) {
        boolean digits =
                !text.isEmpty()
                        && text.length() <= 9
                        && text.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!digits) {
            throw Refusal.of(
                            ProblemCode.MALFORMED_REQUEST,
                            InputError.header(
                                    "Inference-Header-Content-Length",
                                    "expected the number of bytes of JSON"))
                    .toException();
        }
        return Integer.parseInt(text);
    }
}
