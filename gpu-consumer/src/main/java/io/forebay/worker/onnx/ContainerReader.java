package io.forebay.worker.onnx;

import ai.onnxruntime.MapInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxMap;
import ai.onnxruntime.OrtException;
import com.google.protobuf.ByteString;
import io.forebay.schemas.model.ContainerOutput;
import io.forebay.schemas.tensor.Datatype;
import io.forebay.schemas.tensor.Shape;
import io.forebay.schemas.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Turns one output that is a map or a sequence into the tensors that stand for it. */
final class ContainerReader {

    private final NativeTensors natives;
    private final String name;

    ContainerReader(NativeTensors natives, String name) {
        this.natives = natives;
        this.name = name;
    }

    /**
     * @param maps at least one
     * @param sequence whether they came in one: then each is a row
     */
    List<Tensor> maps(List<OnnxMap> maps, boolean sequence) throws OrtException {
        MapInfo info = maps.getFirst().getInfo();
        long size = maps.getFirst().size();
        List<ByteString> keys = new ArrayList<>();
        List<ByteString> values = new ArrayList<>();
        for (OnnxMap map : maps) {
            if (map.size() != size) {
                throw OutputReader.cannotCarry(
                        "output '%s' has maps of %d and of %d entries"
                                .formatted(name, size, map.size()));
            }
            keys.add(natives.keys(map));
            values.add(natives.values(map));
        }
        Shape shape = sequence ? Shape.of(maps.size(), size) : Shape.of(size);
        return List.of(
                new Tensor(
                        ContainerOutput.keys(name),
                        datatype(info.keyType),
                        shape,
                        ByteString.copyFrom(keys)),
                new Tensor(
                        ContainerOutput.values(name),
                        datatype(info.valueType),
                        shape,
                        ByteString.copyFrom(values)));
    }

    /**
     * All elements one behind the other, and the shape of each.
     *
     * @param elements at least one
     */
    List<Tensor> tensors(List<Tensor> elements) {
        Datatype datatype = elements.getFirst().datatype();
        int rank = elements.getFirst().shape().rank();
        ByteBuffer shapes =
                ByteBuffer.allocate(elements.size() * rank * Long.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN);
        List<ByteString> data = new ArrayList<>();
        long count = 0;
        for (Tensor element : elements) {
            if (element.shape().rank() != rank) {
                throw OutputReader.cannotCarry(
                        "output '%s' has tensors of %d and of %d dimensions"
                                .formatted(name, rank, element.shape().rank()));
            }
            element.shape().dimensions().forEach(shapes::putLong);
            data.add(element.data());
            count += element.shape().elements();
        }
        return List.of(
                new Tensor(
                        ContainerOutput.values(name),
                        datatype,
                        Shape.of(count),
                        ByteString.copyFrom(data)),
                new Tensor(
                        ContainerOutput.shapes(name),
                        Datatype.INT64,
                        Shape.of(elements.size(), rank),
                        ByteString.copyFrom(shapes.flip())));
    }

    private Datatype datatype(OnnxJavaType type) {
        return OnnxTypes.of(type)
                .orElseThrow(() ->
                        OutputReader.cannotCarry("output '%s' has a %s".formatted(name, type)));
    }
}
