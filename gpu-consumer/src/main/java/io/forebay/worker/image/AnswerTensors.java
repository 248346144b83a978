package io.forebay.worker.image;

import com.google.protobuf.ByteString;
import io.forebay.schemas.tensor.BytesElements;
import io.forebay.schemas.tensor.Datatype;
import io.forebay.schemas.wire.WireTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** The tensors of answers. */
final class AnswerTensors {

    static final String BOXES = "boxes";
    static final String SCORES = "scores";
    static final String LABELS = "labels";

    private AnswerTensors() {}

    static WireTensor floats(String name, float[] values, long... shape) {
        ByteBuffer data =
                ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        data.asFloatBuffer().put(values);
        return named(name, Datatype.FP32, shape).setData(ByteString.copyFrom(data)).build();
    }

    static WireTensor texts(String name, List<String> values) {
        return named(name, Datatype.BYTES, values.size())
                .setData(BytesElements.encodeUtf8(values))
                .build();
    }

    private static WireTensor.Builder named(String name, Datatype datatype, long... shape) {
        WireTensor.Builder tensor =
                WireTensor.newBuilder().setName(name).setDatatype(datatype.name());
        for (long dimension : shape) {
            tensor.addShape(dimension);
        }
        return tensor;
    }
}
