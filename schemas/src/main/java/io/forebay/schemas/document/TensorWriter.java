package io.forebay.schemas.document;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.ByteString;
import io.forebay.schemas.tensor.BFloat16;
import io.forebay.schemas.tensor.BytesElements;
import io.forebay.schemas.tensor.Datatype;
import io.forebay.schemas.wire.WireTensor;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;

/**
 * Writes a tensor as OIP JSON with flat data. FP16 and BF16 become numbers; what JSON has no number
 * for becomes {@code "NaN"}, {@code "Infinity"} or {@code "-Infinity"}; BYTES become text when all
 * elements are UTF-8, else base64 with {@code "content_type": "base64"}.
 */
public final class TensorWriter {

    private TensorWriter() {}

    /** One element of {@code outputs}. */
    public static void write(JsonGenerator out, WireTensor tensor) throws IOException {
        Datatype type = Datatype.parse(tensor.getDatatype()).orElseThrow();
        out.writeStartObject();
        head(out, tensor);
        if (type == Datatype.BYTES) {
            bytes(out, BytesElements.decode(tensor.getName(), tensor.getData()));
        } else {
            out.writeArrayFieldStart("data");
            numbers(out, type, tensor.getData());
            out.writeEndArray();
        }
        out.writeEndObject();
    }

    /** One element of {@code outputs} whose bytes follow the JSON. */
    public static void writeHead(JsonGenerator out, WireTensor tensor) throws IOException {
        out.writeStartObject();
        head(out, tensor);
        out.writeObjectFieldStart("parameters");
        out.writeNumberField("binary_data_size", tensor.getData().size());
        out.writeEndObject();
        out.writeEndObject();
    }

    private static void head(JsonGenerator out, WireTensor tensor) throws IOException {
        out.writeStringField("name", tensor.getName());
        out.writeStringField("datatype", tensor.getDatatype());
        out.writeArrayFieldStart("shape");
        for (long dimension : tensor.getShapeList()) {
            out.writeNumber(dimension);
        }
        out.writeEndArray();
    }

    private static void numbers(JsonGenerator out, Datatype type, ByteString data)
            throws IOException {
        ByteBuffer in = data.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        while (in.hasRemaining()) {
            switch (type) {
                case BOOL -> out.writeBoolean(in.get() != 0);
                case UINT8 -> out.writeNumber(Byte.toUnsignedInt(in.get()));
                case INT8 -> out.writeNumber((int) in.get());
                case UINT16 -> out.writeNumber(Short.toUnsignedInt(in.getShort()));
                case INT16 -> out.writeNumber((int) in.getShort());
                case UINT32 -> out.writeNumber(Integer.toUnsignedLong(in.getInt()));
                case INT32 -> out.writeNumber(in.getInt());
                case UINT64 -> unsigned(out, in.getLong());
                case INT64 -> out.writeNumber(in.getLong());
                case FP16 -> number(out, Float.float16ToFloat(in.getShort()));
                case BF16 -> number(out, BFloat16.toFloat(in.getShort()));
                case FP32 -> number(out, in.getFloat());
                case FP64 -> number(out, in.getDouble());
                case BYTES -> throw new IllegalArgumentException("BYTES are no numbers");
            }
        }
    }

    private static void bytes(JsonGenerator out, List<ByteString> elements) throws IOException {
        boolean text = elements.stream().allMatch(ByteString::isValidUtf8);
        if (!text) {
            out.writeObjectFieldStart("parameters");
            out.writeStringField("content_type", "base64");
            out.writeEndObject();
        }
        out.writeArrayFieldStart("data");
        for (ByteString element : elements) {
            out.writeString(
                    text
                            ? element.toStringUtf8()
                            : Base64.getEncoder().encodeToString(element.toByteArray()));
        }
        out.writeEndArray();
    }

    private static void unsigned(JsonGenerator out, long value) throws IOException {
        if (value >= 0) {
            out.writeNumber(value);
        } else {
            out.writeNumber(new BigInteger(Long.toUnsignedString(value)));
        }
    }

    private static void number(JsonGenerator out, float value) throws IOException {
        if (Float.isFinite(value)) {
            out.writeNumber(value);
        } else {
            out.writeString(Float.toString(value));
        }
    }

    private static void number(JsonGenerator out, double value) throws IOException {
        if (Double.isFinite(value)) {
            out.writeNumber(value);
        } else {
            out.writeString(Double.toString(value));
        }
    }
}
