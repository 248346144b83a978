package io.forebay.ingest.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.forebay.ingest.json.WellFormed;
import io.forebay.schemas.tensor.Shape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the value that the parser is at, or notes why it cannot be. Leaves the parser at its end.
 */
final class JsonValues {

    /** More than any model has; a bound on what a request can make the server keep. */
    private static final int MAX_RANK = 32;

    private JsonValues() {}

    static Optional<String> text(JsonParser in, String at, int maxLength, Faults faults)
            throws IOException {
        if (in.currentToken() != JsonToken.VALUE_STRING) {
            return fault(in, at, "expected a string", faults);
        }
        String text = in.getText();
        if (text.length() > maxLength) {
            return fault(in, at, "is longer than " + maxLength + " characters", faults);
        }
        return WellFormed.test(text)
                ? Optional.of(text)
                : fault(in, at, "has half of a surrogate pair", faults);
    }

    static Optional<Boolean> bool(JsonParser in, String at, Faults faults) throws IOException {
        return switch (in.currentToken()) {
            case VALUE_TRUE -> Optional.of(true);
            case VALUE_FALSE -> Optional.of(false);
            default -> fault(in, at, "expected true or false", faults);
        };
    }

    /** A number that counts something. */
    static Optional<Long> count(JsonParser in, String at, Faults faults) throws IOException {
        boolean fits =
                in.currentToken() == JsonToken.VALUE_NUMBER_INT
                        && in.getNumberType() != JsonParser.NumberType.BIG_INTEGER
                        && in.getLongValue() >= 0;
        return fits
                ? Optional.of(in.getLongValue())
                : fault(in, at, "expected an integer of at least 0", faults);
    }

    static Optional<Shape> shape(JsonParser in, String at, Faults faults) throws IOException {
        if (in.currentToken() != JsonToken.START_ARRAY) {
            return fault(in, at, "expected an array of integers", faults);
        }
        List<Long> dimensions = new ArrayList<>(4);
        int before = faults.count();
        for (int axis = 0; in.nextToken() != JsonToken.END_ARRAY; axis++) {
            if (axis == MAX_RANK) {
                faults.add(at, "has more than " + MAX_RANK + " dimensions");
            }
            Optional<Long> dimension = count(in, at + "/" + axis, faults);
            if (faults.count() == before) {
                dimension.ifPresent(dimensions::add);
            }
        }
        return faults.count() == before ? Optional.of(new Shape(dimensions)) : Optional.empty();
    }

    static <T> Optional<T> fault(JsonParser in, String at, String detail, Faults faults)
            throws IOException {
        faults.add(at, detail);
        in.skipChildren();
        return Optional.empty();
    }
}
