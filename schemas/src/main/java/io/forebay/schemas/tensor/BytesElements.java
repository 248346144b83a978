package io.forebay.schemas.tensor;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The elements of a {@link Datatype#BYTES} tensor. */
public final class BytesElements {

    private BytesElements() {}

    /** The data of a tensor with these elements. */
    public static ByteString encode(List<ByteString> elements) {
        int size = elements.stream().mapToInt(element -> Integer.BYTES + element.size()).sum();
        ByteBuffer data = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        for (ByteString element : elements) {
            data.putInt(element.size());
            element.copyTo(data);
        }
        return ByteString.copyFrom(data.flip());
    }

    public static ByteString encodeUtf8(List<String> elements) {
        return encode(elements.stream().map(ByteString::copyFromUtf8).toList());
    }

    /**
     * The elements, each a view of the data.
     *
     * @throws IllegalArgumentException when a length does not fit
     */
    public static List<ByteString> decode(String name, ByteString data) {
        List<ByteString> elements = new ArrayList<>();
        // A view of a larger text's buffer begins where the view does, which need not be 0.
        ByteBuffer bytes = data.asReadOnlyByteBuffer().slice().order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            int start = bytes.position() + Integer.BYTES;
            int length = bytes.remaining() < Integer.BYTES ? -1 : bytes.getInt();
            if (length < 0 || length > bytes.remaining()) {
                throw new IllegalArgumentException(
                        "tensor '%s': element %d is cut short".formatted(name, elements.size()));
            }
            elements.add(data.substring(start, start + length));
            bytes.position(start + length);
        }
        return List.copyOf(elements);
    }

    public static List<String> decodeUtf8(String name, ByteString data) {
        return decode(name, data).stream()
                .map(element -> element.toString(StandardCharsets.UTF_8))
                .toList();
    }

    static void requireCount(String name, Shape shape, long expected, ByteString data) {
        int seen = decode(name, data).size();
        if (seen != expected) {
            throw new IllegalArgumentException(
                    "tensor '%s': BYTES %s takes %d elements, not %d"
                            .formatted(name, shape, expected, seen));
        }
    }
}
