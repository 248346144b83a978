package io.forebay.schemas.document;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.ByteString;
import io.forebay.schemas.tensor.BytesElements;
import io.forebay.schemas.tensor.Datatype;
import io.forebay.schemas.wire.InferenceOutput;
import io.forebay.schemas.wire.WireTensor;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;

/**
 * Writes the outputs of a postprocessed model once more as people want them: {@code detections} or
 * {@code classes}. Nothing is written where the outputs are not of that form.
 */
public final class Answers {

    private static final int CORNERS = 4;

    private Answers() {}

    /** Writes the member that the task has, into the object that is open. */
    public static void write(JsonGenerator out, InferenceOutput output) throws IOException {
        Optional<FloatBuffer> scores = floats(output, OutputNames.SCORES);
        Optional<List<String>> labels =
                tensor(output, OutputNames.LABELS, Datatype.BYTES).map(Answers::texts);
        if (scores.isEmpty()
                || labels.isEmpty()
                || labels.get().size() != scores.get().remaining()) {
            return;
        }
        if (output.getTask().equals("image-classification")) {
            out.writeArrayFieldStart("classes");
            for (int i = 0; i < labels.get().size(); i++) {
                out.writeStartObject();
                answer(out, labels.get().get(i), scores.get().get(i));
                out.writeEndObject();
            }
            out.writeEndArray();
        } else if (output.getTask().equals("object-detection")) {
            Optional<FloatBuffer> boxes =
                    floats(output, OutputNames.BOXES)
                            .filter(all -> all.remaining() == CORNERS * labels.get().size());
            if (boxes.isPresent()) {
                detections(out, labels.get(), scores.get(), boxes.get());
            }
        }
    }

    private static void detections(
            JsonGenerator out, List<String> labels, FloatBuffer scores, FloatBuffer boxes)
            throws IOException {
        out.writeArrayFieldStart("detections");
        for (int i = 0; i < labels.size(); i++) {
            out.writeStartObject();
            answer(out, labels.get(i), scores.get(i));
            out.writeObjectFieldStart("box");
            out.writeNumberField("x1", boxes.get(CORNERS * i));
            out.writeNumberField("y1", boxes.get(CORNERS * i + 1));
            out.writeNumberField("x2", boxes.get(CORNERS * i + 2));
            out.writeNumberField("y2", boxes.get(CORNERS * i + 3));
            out.writeEndObject();
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void answer(JsonGenerator out, String label, float score) throws IOException {
        out.writeStringField("label", label);
        out.writeNumberField("score", score);
    }

    private static Optional<FloatBuffer> floats(InferenceOutput output, String name) {
        return tensor(output, name, Datatype.FP32)
                .map(data ->
                        data.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer());
    }

    private static List<String> texts(ByteString data) {
        return BytesElements.decodeUtf8(OutputNames.LABELS, data);
    }

    private static Optional<ByteString> tensor(InferenceOutput output, String name, Datatype type) {
        return output.getOutputsList().stream()
                .filter(tensor -> tensor.getName().equals(name))
                .filter(tensor -> tensor.getDatatype().equals(type.name()))
                .findFirst()
                .map(WireTensor::getData);
    }
}
