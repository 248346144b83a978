package io.forebay.worker.onnx;

import io.forebay.schemas.model.Model;
import io.forebay.schemas.model.Postprocess;
import io.forebay.schemas.problem.ProblemException;
import io.forebay.schemas.tensor.Tensor;
import io.forebay.schemas.wire.InferenceOutput;
import io.forebay.schemas.wire.WireTensor;
import io.forebay.worker.image.Postprocessor;
import io.forebay.worker.model.RunOutcome.Answer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes a request's answer out of its share of the model's outputs. Immutable. */
final class Answers {

    private final Optional<Postprocess> manifest;
    private final Optional<Postprocessor> postprocessor;
    private final WantedOutputs outputs;

    Answers(Model model) {
        manifest = model.manifest().postprocess();
        postprocessor = manifest.map(each -> Postprocessor.of(each, model.labels()));
        outputs =
                new WantedOutputs(
                        model.outputs().stream().map(output -> output.name()).toList(),
                        postprocessor.map(Postprocessor::outputs).orElse(List.of()),
                        manifest.map(Postprocess::output).orElse(""));
    }

    WantedOutputs outputs() {
        return outputs;
    }

    /**
     * @param raw the request's share of the outputs, by name
     */
    Answer of(PreparedInput item, Map<String, Tensor> raw) {
        try {
            InferenceOutput.Builder output = InferenceOutput.newBuilder();
            Map<String, WireTensor> made =
                    item.wanted().postprocessed() ? postprocessed(item, raw) : Map.of();
            for (String name : item.wanted().names()) {
                Tensor own = item.wanted().made().contains(name) ? null : raw.get(name);
                output.addOutputs(own == null ? made.get(name) : own.toWire());
            }
            if (item.wanted().postprocessed()) {
                output.setTask(manifest.orElseThrow().task().wireName());
            }
            return new Answer.Output(output.build());
        } catch (ProblemException e) {
            return new Answer.Unusable(e.problem());
        }
    }

    private Map<String, WireTensor> postprocessed(PreparedInput item, Map<String, Tensor> raw) {
        Tensor source = raw.get(manifest.orElseThrow().output());
        if (source == null) {
            throw new IllegalStateException("the output to postprocess was not computed");
        }
        Map<String, WireTensor> made = new HashMap<>();
        float[] values = Floats.of(source);
        postprocessor
                .orElseThrow()
                .apply(values, source.shape(), item.geometry())
                .forEach(tensor -> made.put(tensor.getName(), tensor));
        return made;
    }
}
