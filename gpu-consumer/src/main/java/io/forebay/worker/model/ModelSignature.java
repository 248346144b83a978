package io.forebay.worker.model;

import io.forebay.schemas.model.TensorSignature;
import java.util.List;
import java.util.Optional;

/** What an ONNX file takes and gives. */
public record ModelSignature(List<TensorSignature> inputs, List<TensorSignature> outputs) {

    public ModelSignature {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    Optional<TensorSignature> input(String name) {
        return inputs.stream().filter(input -> input.name().equals(name)).findFirst();
    }

    Optional<TensorSignature> output(String name) {
        return outputs.stream().filter(output -> output.name().equals(name)).findFirst();
    }

    static String names(List<TensorSignature> tensors) {
        return String.join(", ", tensors.stream().map(TensorSignature::name).toList());
    }
}
