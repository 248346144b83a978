package io.forebay.worker.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.forebay.schemas.model.BatchAxis;
import io.forebay.schemas.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The outputs whose shape is known before a run, so that ONNX Runtime can write them into memory of
 * ours: those of a fixed shape, and those whose only open dimension is the batch by the very name
 * that it has on an input. Confined to the device thread.
 */
final class Pins {

    private final Map<String, Shape> declared;
    private boolean trusted = true;

    private Pins(Map<String, Shape> declared) {
        this.declared = Map.copyOf(declared);
    }

    /** Knows of none. */
    static Pins none() {
        return new Pins(Map.of());
    }

    static Pins of(OrtSession session, ModelPlan plan) throws OrtException {
        Set<String> batchNames = batchNames(session.getInputInfo(), plan);
        Map<String, NodeInfo> infos = session.getOutputInfo();
        Map<String, Shape> known = new HashMap<>();
        for (OutputPlan output : plan.outputs()) {
            NodeInfo info = infos.get(output.name());
            if (info != null
                    && info.getInfo() instanceof TensorInfo tensor
                    && isKnown(output, tensor, batchNames, plan.joinable())) {
                known.put(output.name(), output.signature().shape());
            }
        }
        return new Pins(known);
    }

    /** The shape of an output for this many rows, when it is known. */
    Optional<Shape> shape(String output, long rows) {
        return Optional.ofNullable(trusted ? declared.get(output) : null)
                .map(shape -> withRows(shape, rows));
    }

    /** The model does not keep to what it declares: ask no more. */
    void distrust() {
        trusted = false;
    }

    private static Set<String> batchNames(Map<String, NodeInfo> inputs, ModelPlan plan) {
        Set<String> names = new HashSet<>();
        for (InputPlan input : plan.inputs()) {
            NodeInfo info = inputs.get(input.name());
            if (input.axis() instanceof BatchAxis.Along(int axis)
                    && info != null
                    && info.getInfo() instanceof TensorInfo tensor) {
                names.add(tensor.getDimensionNames()[axis]);
            }
        }
        names.remove("");
        return names;
    }

    private static boolean isKnown(
            OutputPlan output, TensorInfo info, Set<String> batchNames, boolean joinable) {
        Shape shape = output.signature().shape();
        if (!output.signature().datatype().isFixedSize() || shape.rank() == 0) {
            return false;
        }
        for (int axis = 0; axis < shape.rank(); axis++) {
            boolean batch =
                    joinable
                            && output.axis() instanceof BatchAxis.Along(int along)
                            && along == axis
                            && batchNames.contains(info.getDimensionNames()[axis]);
            if (shape.dimensions().get(axis) == Shape.ANY && !batch) {
                return false;
            }
        }
        return true;
    }

    private static Shape withRows(Shape shape, long rows) {
        List<Long> dimensions = new ArrayList<>(shape.dimensions());
        dimensions.replaceAll(dimension -> dimension == Shape.ANY ? Long.valueOf(rows) : dimension);
        return new Shape(dimensions);
    }
}
