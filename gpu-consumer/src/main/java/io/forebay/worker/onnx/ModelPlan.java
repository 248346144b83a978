package io.forebay.worker.onnx;

import io.forebay.schemas.model.BatchAxis;
import io.forebay.schemas.model.Model;
import io.forebay.schemas.model.ModelManifest.TensorManifest;
import io.forebay.schemas.model.TensorSignature;
import io.forebay.schemas.tensor.Shape;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a model's tensors are joined and divided.
 *
 * @param joinable whether requests can share a run
 */
record ModelPlan(Model model, List<InputPlan> inputs, List<OutputPlan> outputs, boolean joinable) {

    private static final Logger LOG = LoggerFactory.getLogger(ModelPlan.class);

    ModelPlan {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /**
     * Requests are joined only when every input and output says how: an output without a batch axis
     * that the manifest does not name as shared could carry one tenant's rows to another.
     */
    static ModelPlan of(Model model) {
        boolean joinable = model.isBatchable() && hasFreeRows(model) && dividesOutputs(model);
        List<InputPlan> inputs =
                model.inputs().stream()
                        .map(input ->
                                new InputPlan(
                                        input,
                                        joinable
                                                ? model.inputBatchAxis(input)
                                                : new BatchAxis.Shared()))
                        .toList();
        List<OutputPlan> outputs =
                model.outputs().stream()
                        .map(output -> new OutputPlan(output, model.outputBatchAxis(output)))
                        .toList();
        return new ModelPlan(model, inputs, outputs, joinable);
    }

    Optional<OutputPlan> output(String name) {
        return outputs.stream().filter(output -> output.name().equals(name)).findFirst();
    }

    int maxRows() {
        return joinable ? model.manifest().batching().maxBatchSize() : 1;
    }

    private static boolean hasFreeRows(Model model) {
        return model.inputs().stream()
                .allMatch(input ->
                        switch (model.inputBatchAxis(input)) {
                            case BatchAxis.Along(int axis) ->
                                    axis < input.shape().rank()
                                            && input.shape().dimensions().get(axis) == Shape.ANY;
                            case BatchAxis.Shared() -> true;
                        });
    }

    private static boolean dividesOutputs(Model model) {
        for (TensorSignature output : model.outputs()) {
            TensorManifest stated = model.manifest().outputs().get(output.name());
            boolean said = stated != null && stated.batchAxis() != null;
            if (!said && model.outputBatchAxis(output) instanceof BatchAxis.Shared) {
                LOG.atWarn()
                        .addKeyValue("model", model.name())
                        .addKeyValue("output", output.name())
                        .log(
                                "requests are not joined: outputs.<name>.batch-axis in model.yaml"
                                        + " must say how to divide this output (-1 = the same for"
                                        + " all)");
                return false;
            }
        }
        return true;
    }
}
