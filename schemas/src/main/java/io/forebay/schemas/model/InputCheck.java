package io.forebay.schemas.model;

import io.forebay.schemas.tensor.Shape;
import io.forebay.schemas.tensor.Tensor;
import io.forebay.schemas.wire.WireTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Compares a request's tensors with what a model takes. Confined to one request. */
public final class InputCheck {

    private final Model model;
    private final BiConsumer<String, String> faults;
    private long rows = -1;

    /**
     * @param faults takes each fault: a JSON pointer into the request, and what is wrong there
     */
    public InputCheck(Model model, BiConsumer<String, String> faults) {
        this.model = model;
        this.faults = faults;
    }

    /** Notes every way in which the inputs are not the model's. */
    public void inputs(List<WireTensor> inputs) {
        List<String> missing =
                new ArrayList<>(model.inputs().stream().map(TensorSignature::name).toList());
        List<String> known = List.copyOf(missing);
        for (int i = 0; i < inputs.size(); i++) {
            WireTensor input = inputs.get(i);
            String at = "/inputs/" + i;
            Optional<TensorSignature> signature = model.input(input.getName());
            if (signature.isEmpty()) {
                faults.accept(
                        at + "/name",
                        "model '%s' has no such input; it has %s".formatted(model.name(), known));
            } else if (!missing.remove(input.getName())) {
                faults.accept(at + "/name", "is there twice");
            } else {
                input(input, signature.get(), at);
            }
        }
        for (String name : missing) {
            faults.accept("/inputs", "the input '%s' is missing".formatted(name));
        }
    }

    private void input(WireTensor input, TensorSignature signature, String at) {
        if (!input.getDatatype().equals(signature.datatype().name())) {
            faults.accept(at + "/datatype", "expected " + signature.datatype());
            return;
        }
        Shape shape = new Shape(input.getShapeList());
        if (!signature.shape().admits(shape)) {
            faults.accept(
                    at + "/shape",
                    "expected %s, where -1 is any size, not %s"
                            .formatted(signature.shape(), shape));
            return;
        }
        if (model.inputBatchAxis(signature) instanceof BatchAxis.Along(int axis)) {
            rows(shape.dimensions().get(axis), at);
        }
        try {
            var _ = Tensor.of(input);
        } catch (IllegalArgumentException e) {
            faults.accept(at, String.valueOf(e.getMessage()));
        }
    }

    private void rows(long seen, String at) {
        if (rows >= 0 && rows != seen) {
            faults.accept(
                    at + "/shape", "has %d rows where another input has %d".formatted(seen, rows));
        } else {
            rows = seen;
        }
    }
}
