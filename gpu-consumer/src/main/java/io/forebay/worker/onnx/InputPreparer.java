package io.forebay.worker.onnx;

import com.google.protobuf.ByteString;
import io.forebay.schemas.model.BatchAxis;
import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.problem.ProblemException;
import io.forebay.schemas.tensor.Datatype;
import io.forebay.schemas.tensor.Tensor;
import io.forebay.schemas.wire.InferenceInput;
import io.forebay.schemas.wire.WireTensor;
import io.forebay.worker.image.PreparedPicture;
import io.forebay.worker.onnx.PreparedInput.Bucket;
import io.forebay.worker.onnx.PreparedInput.Slot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns requests into checked inputs. Safe for use by several threads. */
final class InputPreparer {

    private final ModelPlan plan;
    private final Pictures pictures;
    private final WantedOutputs outputs;

    InputPreparer(ModelPlan plan, Pictures pictures, WantedOutputs outputs) {
        this.plan = plan;
        this.pictures = pictures;
        this.outputs = outputs;
    }

    /**
     * @throws ProblemException naming the tensor, what was seen and what was expected
     */
    PreparedInput prepare(InferenceInput input) {
        Wanted wanted = outputs.of(input.getRequestedOutputsList());
        if (input.hasMedia()) {
            if (input.getTensorsCount() > 0) {
                throw invalid("the input has tensors and a picture; it must be one or the other");
            }
            PreparedPicture picture = pictures.prepare(input.getMedia().getData());
            List<Tensor> tensors = List.of(picture.tensor());
            return new PreparedInput(1, bucket(tensors), tensors, wanted, picture.geometry());
        }
        List<Tensor> tensors = tensors(input.getTensorsList());
        int rows = rows(tensors);
        if (wanted.postprocessed() && rows != 1) {
            throw invalid(
                    "postprocessed outputs are given for one row at a time, not for %d; request %s or send the rows one by one"
                            .formatted(rows, outputs.rawNames()));
        }
        return new PreparedInput(
                rows, bucket(tensors), tensors, wanted, pictures.identity(tensors));
    }

    private List<Tensor> tensors(List<WireTensor> wires) {
        Map<String, Tensor> given = new HashMap<>();
        for (WireTensor wire : wires) {
            if (given.put(wire.getName(), read(wire)) != null) {
                throw invalid("tensor '%s' is there twice".formatted(wire.getName()));
            }
        }
        List<Tensor> ordered = new ArrayList<>();
        for (InputPlan expected : plan.inputs()) {
            Tensor tensor = given.remove(expected.name());
            if (tensor == null) {
                throw invalid(
                        "tensor '%s' is missing; the model takes %s"
                                .formatted(expected.name(), inputNames()));
            }
            requireFits(tensor, expected);
            ordered.add(tensor);
        }
        if (!given.isEmpty()) {
            throw invalid(
                    "tensor '%s' is unknown; the model takes %s"
                            .formatted(given.keySet().iterator().next(), inputNames()));
        }
        return ordered;
    }

    private static Tensor read(WireTensor wire) {
        try {
            return Tensor.of(wire);
        } catch (IllegalArgumentException e) {
            throw invalid(String.valueOf(e.getMessage()));
        }
    }

    private static void requireFits(Tensor tensor, InputPlan expected) {
        if (tensor.datatype() != expected.signature().datatype()) {
            throw invalid(
                    "tensor '%s' is %s; the model takes %s"
                            .formatted(
                                    tensor.name(),
                                    tensor.datatype(),
                                    expected.signature().datatype()));
        }
        if (!expected.signature().shape().admits(tensor.shape())) {
            throw invalid(
                    "tensor '%s' has shape %s; the model takes %s"
                            .formatted(
                                    tensor.name(), tensor.shape(), expected.signature().shape()));
        }
        if (tensor.datatype() == Datatype.BOOL) {
            requireBooleans(tensor);
        }
        if (tensor.datatype() == Datatype.BYTES) {
            var _ = StringElements.decode(tensor);
        }
    }

    private static void requireBooleans(Tensor tensor) {
        ByteString data = tensor.data();
        for (int i = 0; i < data.size(); i++) {
            if ((data.byteAt(i) & ~1) != 0) {
                throw invalid(
                        "tensor '%s': element %d is the byte %d; BOOL is 0 or 1"
                                .formatted(tensor.name(), i, data.byteAt(i) & 0xFF));
            }
        }
    }

    private int rows(List<Tensor> tensors) {
        long rows = -1;
        String first = "";
        for (int i = 0; i < tensors.size(); i++) {
            if (plan.inputs().get(i).axis() instanceof BatchAxis.Along(int axis)) {
                Tensor tensor = tensors.get(i);
                long seen = tensor.shape().dimensions().get(axis);
                if (rows >= 0 && seen != rows) {
                    throw invalid(
                            "tensor '%s' has %d rows (axis %d), but '%s' has %d"
                                    .formatted(tensor.name(), seen, axis, first, rows));
                }
                if (rows < 0) {
                    rows = seen;
                    first = tensor.name();
                }
            }
        }
        if (rows > Integer.MAX_VALUE) {
            throw invalid("tensor '%s' has %d rows, beyond any limit".formatted(first, rows));
        }
        return rows < 0 ? 1 : (int) rows;
    }

    private Object bucket(List<Tensor> tensors) {
        if (!plan.joinable()) {
            return new Object(); // equal to no other
        }
        List<Slot> slots = new ArrayList<>();
        for (int i = 0; i < tensors.size(); i++) {
            Tensor tensor = tensors.get(i);
            InputPlan input = plan.inputs().get(i);
            boolean shared = input.axis() instanceof BatchAxis.Shared;
            slots.add(
                    new Slot(
                            tensor.name(),
                            input.perRow(tensor.shape()),
                            shared ? tensor.data() : ByteString.EMPTY));
        }
        return new Bucket(slots);
    }

    private String inputNames() {
        return String.join(", ", plan.inputs().stream().map(InputPlan::name).toList());
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(ProblemCode.INVALID_INPUT, detail);
    }
}
