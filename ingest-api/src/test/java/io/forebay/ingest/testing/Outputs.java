package io.forebay.ingest.testing;

import com.google.protobuf.ByteString;
import io.forebay.schemas.tensor.BytesElements;
import io.forebay.schemas.wire.InferenceOutput;
import io.forebay.schemas.wire.Payload;
import io.forebay.schemas.wire.WireTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Outputs of models. */
public final class Outputs {

    private Outputs() {}

    public static WireTensor floats(String name, long[] shape, float... values) {
        ByteBuffer data = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        data.asFloatBuffer().put(values);
        WireTensor.Builder tensor = WireTensor.newBuilder().setName(name).setDatatype("FP32");
        for (long dimension : shape) {
            tensor.addShape(dimension);
        }
        return tensor.setData(ByteString.copyFrom(data)).build();
    }

    public static WireTensor texts(String name, String... values) {
        return WireTensor.newBuilder()
                .setName(name)
                .setDatatype("BYTES")
                .addShape(values.length)
                .setData(BytesElements.encodeUtf8(List.of(values)))
                .build();
    }

    public static Payload inline(WireTensor... tensors) {
        return Payload.newBuilder()
                .setInline(
                        InferenceOutput.newBuilder()
                                .addAllOutputs(List.of(tensors))
                                .build()
                                .toByteString())
                .build();
    }
}
