package io.forebay.ingest.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.google.protobuf.ByteString;
import io.forebay.schemas.tensor.Shape;
import java.io.IOException;
import java.util.Optional;

/**
 * Reads a tensor's {@code data}: flat, or nested as its shape is, in row-major order. Nothing is
 * kept but the elements' bytes. Confined to one request.
 */
final class DataReader {

    private final JsonParser in;
    private final Shape shape;
    private final long elements;
    private final ElementReader element;
    private final Faults faults;
    private final String at;
    private int open;

    DataReader(
            JsonParser in,
            String at,
            Shape shape,
            long elements,
            ElementReader element,
            Faults faults) {
        this.in = in;
        this.at = at;
        this.shape = shape;
        this.elements = elements;
        this.element = element;
        this.faults = faults;
    }

    /** Reads the value that the parser is at, into {@code out}; leaves the parser at its end. */
    Optional<ByteString> read(LittleEndianBuffer out) throws IOException {
        if (in.currentToken() != JsonToken.START_ARRAY) {
            return JsonValues.fault(in, at, "expected an array", faults);
        }
        open = 1;
        JsonToken first = in.nextToken();
        boolean nested = first == JsonToken.START_ARRAY && shape.rank() > 1;
        boolean good = nested ? level(first, 0, at) : row(first, elements, at);
        if (!good) {
            leave();
            return Optional.empty();
        }
        return Optional.of(out.toByteString());
    }

    /** Elements up to the end of their array. */
    private boolean row(JsonToken first, long expected, String pointer) throws IOException {
        long seen = 0;
        for (JsonToken token = first; token != JsonToken.END_ARRAY; token = in.nextToken()) {
            if (seen == expected) {
                return fault(pointer, "has more than the %d elements of its shape".formatted(seen));
            }
            if (!element.take(in, token)) {
                return fault(pointer + "/" + seen, element.expectation());
            }
            seen++;
        }
        open--;
        return seen == expected || fault(pointer, count(seen, expected));
    }

    /** The arrays of one axis. */
    private boolean level(JsonToken first, int axis, String pointer) throws IOException {
        long expected = shape.dimensions().get(axis);
        long seen = 0;
        for (JsonToken token = first; token != JsonToken.END_ARRAY; token = in.nextToken()) {
            if (seen == expected) {
                return fault(pointer, "has more than the %d rows of its shape".formatted(seen));
            }
            String child = pointer + "/" + seen;
            if (token != JsonToken.START_ARRAY) {
                return fault(child, "expected an array: data is flat, or nested as its shape is");
            }
            open++;
            int below = axis + 1;
            boolean leaf = below == shape.rank() - 1;
            boolean good =
                    leaf
                            ? row(in.nextToken(), shape.dimensions().get(below), child)
                            : level(in.nextToken(), below, child);
            if (!good) {
                return false;
            }
            seen++;
        }
        open--;
        return seen == expected || fault(pointer, count(seen, expected));
    }

    private boolean fault(String pointer, String detail) throws IOException {
        faults.add(pointer, detail);
        if (in.currentToken().isStructStart()) {
            in.skipChildren();
        }
        return false;
    }

    /** To the end of the data, so that what follows is still read. */
    private void leave() throws IOException {
        while (open > 0) {
            JsonToken token = in.nextToken();
            if (token.isStructStart()) {
                in.skipChildren();
            } else if (token.isStructEnd()) {
                open--;
            }
        }
    }

    private static String count(long seen, long expected) {
        return "has %d elements where its shape has %d".formatted(seen, expected);
    }
}
