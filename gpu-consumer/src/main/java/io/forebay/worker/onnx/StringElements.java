package io.forebay.worker.onnx;

import com.google.protobuf.ByteString;
import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.problem.ProblemException;
import io.forebay.schemas.tensor.BytesElements;
import io.forebay.schemas.tensor.Tensor;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Strings to and from ONNX Runtime, whose Java API carries them in the JVM's modified UTF-8: it
 * breaks NUL and every character beyond U+FFFF, silently and both ways. So those are refused.
 */
final class StringElements {

    private StringElements() {}

    /**
     * The elements of a BYTES tensor, as ONNX Runtime can take them.
     *
     * @throws ProblemException INVALID_INPUT, naming the element
     */
    static List<String> decode(Tensor tensor) {
        List<String> texts = new ArrayList<>();
        for (ByteString element : BytesElements.decode(tensor.name(), tensor.data())) {
            texts.add(decode(tensor.name(), texts.size(), element));
        }
        return texts;
    }

    private static String decode(String tensor, int index, ByteString element) {
        String text;
        try {
            text =
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(element.asReadOnlyByteBuffer())
                            .toString();
        } catch (CharacterCodingException e) {
            throw refused(tensor, index, "is not UTF-8");
        }
        if (text.indexOf('\0') >= 0) {
            throw refused(tensor, index, "has a NUL character, which models cannot be given");
        }
        if (text.chars().anyMatch(unit -> Character.isSurrogate((char) unit))) {
            throw refused(
                    tensor,
                    index,
                    "has a character beyond U+FFFF (such as an emoji), which models cannot be given");
        }
        return text;
    }

    /**
     * Strings that a model gave, as UTF-8.
     *
     * @throws ProblemException when one is visibly a broken character beyond U+FFFF: its four UTF-8
     *     bytes then come as four characters
     */
    static List<ByteString> encode(String output, List<String> texts) {
        List<ByteString> elements = new ArrayList<>(texts.size());
        for (String text : texts) {
            if (hasBrokenCharacter(text)) {
                throw new ProblemException(
                        ProblemCode.EXECUTION_FAILED,
                        "output '%s': element %d has a character beyond U+FFFF, which cannot be carried"
                                .formatted(output, elements.size()));
            }
            elements.add(ByteString.copyFromUtf8(text));
        }
        return elements;
    }

    private static boolean hasBrokenCharacter(String text) {
        for (int i = 0; i + 3 < text.length(); i++) {
            char lead = text.charAt(i);
            if (lead >= 0xF0
                    && lead <= 0xF4
                    && isContinuation(text.charAt(i + 1))
                    && isContinuation(text.charAt(i + 2))
                    && isContinuation(text.charAt(i + 3))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isContinuation(char unit) {
        return unit >= 0x80 && unit <= 0xBF;
    }

    private static ProblemException refused(String tensor, int index, String what) {
        return new ProblemException(
                ProblemCode.INVALID_INPUT,
                "tensor '%s': element %d %s".formatted(tensor, index, what));
    }
}
