package io.forebay.worker.onnx;

import ai.onnxruntime.MapInfo;
import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.SequenceInfo;
import com.google.protobuf.ByteString;
import io.forebay.schemas.model.ContainerOutput;
import io.forebay.schemas.model.TensorSignature;
import io.forebay.schemas.tensor.Datatype;
import io.forebay.schemas.tensor.Shape;
import io.forebay.schemas.tensor.Tensor;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The outputs of a model that are no tensors, and the tensors that stand for them. Immutable.
 *
 * @param standIns by the model's own name of the output
 */
record Containers(Map<String, List<TensorSignature>> standIns) {

    Containers {
        standIns = Map.copyOf(standIns);
    }

    static Containers of(Collection<NodeInfo> outputs) {
        Map<String, List<TensorSignature>> standIns = new HashMap<>();
        for (NodeInfo output : outputs) {
            tensors(output).ifPresent(tensors -> standIns.put(output.getName(), tensors));
        }
        return new Containers(standIns);
    }

    /** What stands for an output; empty when it is a tensor itself, or cannot be carried. */
    static Optional<List<TensorSignature>> tensors(NodeInfo output) {
        String name = output.getName();
        return switch (output.getInfo()) {
            case MapInfo map -> maps(name, map, false);
            case SequenceInfo sequence when sequence.isSequenceOfMaps() ->
                    maps(name, sequence.mapInfo, true);
            case SequenceInfo sequence ->
                    OnnxTypes.of(sequence.sequenceType)
                            .map(type -> ContainerOutput.ofTensors(name, type));
            default -> Optional.empty();
        };
    }

    /** The model's own names of these outputs. */
    Set<String> sources(Set<String> wanted) {
        Set<String> own = new LinkedHashSet<>(wanted);
        for (var container : standIns.entrySet()) {
            for (TensorSignature standIn : container.getValue()) {
                if (own.remove(standIn.name())) {
                    own.add(container.getKey());
                }
            }
        }
        return own;
    }

    /** What stands for a sequence without elements. */
    List<Tensor> none(String source) {
        return standIns.getOrDefault(source, List.of()).stream()
                .map(each ->
                        new Tensor(
                                each.name(),
                                each.datatype(),
                                each.shape().rank() == 0 ? Shape.of(0) : Shape.of(0, 0),
                                ByteString.EMPTY))
                .toList();
    }

    private static Optional<List<TensorSignature>> maps(
            String name, MapInfo map, boolean sequence) {
        Optional<Datatype> key = OnnxTypes.of(map.keyType);
        Optional<Datatype> value = OnnxTypes.of(map.valueType);
        return key.flatMap(
                keys -> value.map(values -> ContainerOutput.ofMaps(name, keys, values, sequence)));
    }
}
