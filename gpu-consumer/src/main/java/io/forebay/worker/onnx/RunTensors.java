package io.forebay.worker.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import com.google.protobuf.ByteString;
import io.forebay.schemas.model.BatchAxis;
import io.forebay.schemas.tensor.Datatype;
import io.forebay.schemas.tensor.Shape;
import io.forebay.schemas.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The tensors of one run, over the slab's memory: inputs joined there by the one copy that the
 * requests' bytes undergo, and room for the outputs whose shape is known. Confined to the device
 * thread; closing it leaves the slab alone.
 */
final class RunTensors implements AutoCloseable {

    private final Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
    private final Map<String, OnnxTensor> pinned = new LinkedHashMap<>();
    private final Map<String, Pinned> outputs = new LinkedHashMap<>();

    /** An output that the run writes into memory of ours. */
    record Pinned(Datatype datatype, Shape shape, ByteBuffer memory) {}

    private RunTensors() {}

    /**
     * @param wanted outputs of the model
     */
    static RunTensors assemble(LoadedModel model, Slab slab, Batch batch, Set<String> wanted)
            throws OrtException {
        RunTensors tensors = new RunTensors();
        try {
            Map<String, Shape> pins = pins(model, batch, wanted);
            slab.reserve(size(model.plan(), batch, pins));
            List<InputPlan> plans = model.plan().inputs();
            for (int input = 0; input < plans.size(); input++) {
                InputPlan plan = plans.get(input);
                tensors.inputs.put(plan.name(), join(model, slab, batch, input, plan.axis()));
            }
            for (var pin : pins.entrySet()) {
                tensors.pin(model, slab, pin.getKey(), pin.getValue());
            }
            return tensors;
        } catch (OrtException | RuntimeException | Error e) {
            tensors.close();
            throw e;
        }
    }

    Map<String, OnnxTensor> inputs() {
        return inputs;
    }

    Map<String, OnnxTensor> pinned() {
        return pinned;
    }

    Map<String, Pinned> pinnedOutputs() {
        return outputs;
    }

    @Override
    public void close() {
        inputs.values().forEach(OnnxTensor::close);
        pinned.values().forEach(OnnxTensor::close);
    }

    private void pin(LoadedModel model, Slab slab, String name, Shape shape) throws OrtException {
        Datatype datatype = model.plan().output(name).orElseThrow().signature().datatype();
        ByteBuffer memory = slab.take(shape.elements() * datatype.size());
        outputs.put(name, new Pinned(datatype, shape, memory));
        pinned.put(name, OnnxTypes.wrap(model, memory, datatype, shape.toArray()));
    }

    private static Map<String, Shape> pins(LoadedModel model, Batch batch, Set<String> wanted) {
        Map<String, Shape> pins = new LinkedHashMap<>();
        for (String output : wanted) {
            model.pins()
                    .shape(output, batch.totalRows())
                    .filter(shape -> shape.elements() > 0)
                    .ifPresent(shape -> pins.put(output, shape));
        }
        return pins;
    }

    private static long size(ModelPlan plan, Batch batch, Map<String, Shape> pins) {
        long size = 0;
        for (int input = 0; input < plan.inputs().size(); input++) {
            InputPlan each = plan.inputs().get(input);
            Shape joined = batch.joined(input, each.axis());
            size += Slab.padded(joined.elements() * each.signature().datatype().size());
        }
        for (var pin : pins.entrySet()) {
            Datatype datatype = plan.output(pin.getKey()).orElseThrow().signature().datatype();
            size += Slab.padded(pin.getValue().elements() * datatype.size());
        }
        return size;
    }

    private static OnnxTensor join(
            LoadedModel model, Slab slab, Batch batch, int input, BatchAxis axis)
            throws OrtException {
        List<Tensor> parts = batch.tensors(input);
        Shape joined = batch.joined(input, axis);
        Datatype datatype = parts.getFirst().datatype();
        if (datatype == Datatype.BYTES) {
            return model.natives()
                    .strings(strings(parts, joined, axis, batch.rows()), joined.toArray());
        }
        ByteBuffer memory = slab.take(joined.elements() * datatype.size());
        if (axis instanceof BatchAxis.Along(int along)) {
            Blocks.visit(
                    joined,
                    along,
                    batch.rows(),
                    (item, from, count) ->
                            copy(parts.get(item).data(), from, count, datatype.size(), memory));
        } else {
            parts.getFirst().data().copyTo(memory);
        }
        return OnnxTypes.wrap(model, memory.flip(), datatype, joined.toArray());
    }

    private static void copy(ByteString data, long from, long count, int size, ByteBuffer into) {
        // Payloads are below 2 GiB each, as protobuf has it.
        int start = (int) (from * size);
        data.substring(start, start + (int) (count * size)).copyTo(into);
    }

    private static List<ByteString> strings(
            List<Tensor> parts, Shape joined, BatchAxis axis, long[] rows) {
        if (!(axis instanceof BatchAxis.Along(int along))) {
            return StringElements.decode(parts.getFirst());
        }
        List<List<ByteString>> texts = parts.stream().map(StringElements::decode).toList();
        List<ByteString> all = new ArrayList<>();
        Blocks.visit(
                joined,
                along,
                rows,
                (item, from, count) ->
                        all.addAll(texts.get(item).subList((int) from, (int) (from + count))));
        return all;
    }
}
