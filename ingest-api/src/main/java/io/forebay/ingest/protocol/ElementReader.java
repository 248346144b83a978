package io.forebay.ingest.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.forebay.ingest.json.WellFormed;
import io.forebay.schemas.tensor.BFloat16;
import io.forebay.schemas.tensor.Datatype;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Reads the elements of one tensor out of JSON. Confined to one request.
 *
 * <p>Integers must be JSON integers within the type's range. Floating-point types take any JSON
 * number within their range, rounded to the nearest value, and the strings {@code "NaN"}, {@code
 * "Infinity"} and {@code "-Infinity"}, as JSON has no other way to write these. BYTES takes
 * strings: UTF-8 text, or base64 where the tensor says {@code "content_type": "base64"}.
 */
final class ElementReader {

    private final Datatype type;
    private final boolean base64;
    private final LittleEndianBuffer out;

    ElementReader(Datatype type, boolean base64, LittleEndianBuffer out) {
        this.type = type;
        this.base64 = base64;
        this.out = out;
    }

    /** What an element must be, for people. */
    String expectation() {
        return switch (type) {
            case BOOL -> "expected true or false";
            case BYTES -> base64 ? "expected a base64 string" : "expected a well-formed string";
            case FP16, BF16, FP32, FP64 ->
                    "expected a number in the range of %s, or \"NaN\", \"Infinity\", \"-Infinity\""
                            .formatted(type);
            default -> "expected an integer in the range of " + type;
        };
    }

    /** Takes the element that the parser is at, unless it is not one. */
    boolean take(JsonParser in, JsonToken token) throws IOException {
        return switch (type) {
            case FP32 -> float32(in, token);
            case FP64 -> float64(in, token);
            case FP16, BF16 -> half(in, token);
            case BOOL -> bool(token);
            case BYTES -> token == JsonToken.VALUE_STRING && bytes(in.getText());
            case UINT64 -> unsigned64(in, token);
            default -> token == JsonToken.VALUE_NUMBER_INT && integer(in);
        };
    }

    private boolean float32(JsonParser in, JsonToken token) throws IOException {
        float value;
        if (token.isNumeric()) {
            value = in.getFloatValue();
            if (!Float.isFinite(value)) {
                return false;
            }
            value = value == 0 && isNegative(in) ? -0.0f : value;
        } else if (isSpecial(in, token)) {
            value = (float) special(in.getText());
        } else {
            return false;
        }
        out.putInt(Float.floatToRawIntBits(value));
        return true;
    }

    private boolean float64(JsonParser in, JsonToken token) throws IOException {
        double value;
        if (token.isNumeric()) {
            value = in.getDoubleValue();
            if (!Double.isFinite(value)) {
                return false;
            }
            value = value == 0 && isNegative(in) ? -0.0 : value;
        } else if (isSpecial(in, token)) {
            value = special(in.getText());
        } else {
            return false;
        }
        out.putLong(Double.doubleToRawLongBits(value));
        return true;
    }

    private boolean half(JsonParser in, JsonToken token) throws IOException {
        float value;
        if (token.isNumeric()) {
            value = in.getFloatValue();
            value = value == 0 && isNegative(in) ? -0.0f : value;
        } else if (isSpecial(in, token)) {
            value = (float) special(in.getText());
        } else {
            return false;
        }
        short bits = type == Datatype.FP16 ? Float.floatToFloat16(value) : BFloat16.of(value);
        float kept = type == Datatype.FP16 ? Float.float16ToFloat(bits) : BFloat16.toFloat(bits);
        if (token.isNumeric() && !Float.isFinite(kept)) {
            return false;
        }
        out.putShort(bits);
        return true;
    }

    private boolean bool(JsonToken token) {
        if (!token.isBoolean()) {
            return false;
        }
        out.putByte(token == JsonToken.VALUE_TRUE ? 1 : 0);
        return true;
    }

    private boolean bytes(String text) {
        if (!base64) {
            if (!WellFormed.test(text)) {
                return false;
            }
            out.putElement(text.getBytes(StandardCharsets.UTF_8));
            return true;
        }
        try {
            out.putElement(Base64.getDecoder().decode(text));
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private boolean unsigned64(JsonParser in, JsonToken token) throws IOException {
        if (token != JsonToken.VALUE_NUMBER_INT) {
            return false;
        }
        if (in.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            long value = in.getLongValue();
            out.putLong(value);
            return value >= 0;
        }
        BigInteger value = in.getBigIntegerValue();
        out.putLong(value.longValue());
        return value.signum() > 0 && value.bitLength() <= Long.SIZE;
    }

    private boolean integer(JsonParser in) throws IOException {
        if (in.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            return false;
        }
        long value = in.getLongValue();
        switch (type) {
            case INT8 -> out.putByte((int) value);
            case UINT8 -> out.putByte((int) value);
            case INT16 -> out.putShort((int) value);
            case UINT16 -> out.putShort((int) value);
            case INT32 -> out.putInt((int) value);
            case UINT32 -> out.putInt((int) value);
            default -> out.putLong(value);
        }
        return IntegerRange.of(type).holds(value);
    }

    private static boolean isSpecial(JsonParser in, JsonToken token) throws IOException {
        if (token != JsonToken.VALUE_STRING) {
            return false;
        }
        String text = in.getText();
        return text.equals("NaN") || text.equals("Infinity") || text.equals("-Infinity");
    }

    private static double special(String text) {
        return switch (text) {
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> Double.NaN;
        };
    }

    /** Tells -0 from 0, which an integer token loses. */
    private static boolean isNegative(JsonParser in) throws IOException {
        return in.getTextCharacters()[in.getTextOffset()] == '-';
    }
}
