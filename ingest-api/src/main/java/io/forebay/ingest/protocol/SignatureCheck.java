package io.forebay.ingest.protocol;

import io.forebay.schemas.model.BatchAxis;
import io.forebay.schemas.model.Model;
import io.forebay.schemas.model.TensorSignature;
import io.forebay.schemas.tensor.Shape;
import io.forebay.schemas.tensor.Tensor;
import io.forebay.schemas.wire.WireTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares a request's tensors with what a model takes. Confined to one request. */
final class SignatureCheck {

    private final Model model;
    private final Faults faults;
    private long rows = -1;

    SignatureCheck(Model model, Faults faults) {
        this.model = model;
        this.faults = faults;
    }

    /** Notes every way in which the inputs are not the model's. */
    void inputs(List<WireTensor> inputs) {
        List<String> missing =
                new ArrayList<>(model.inputs().stream().map(TensorSignature::name).toList());
        List<String> known = List.copyOf(missing);
        for (int i = 0; i < inputs.size(); i++) {
            WireTensor input = inputs.get(i);
            String at = "/inputs/" + i;
            Optional<TensorSignature> signature = model.input(input.getName());
            if (signature.isEmpty()) {
                faults.add(
                        at + "/name",
                        "model '%s' has no such input; it has %s".formatted(model.name(), known));
            } else if (!missing.remove(input.getName())) {
                faults.add(at + "/name", "is there twice");
            } else {
                input(input, signature.get(), at);
            }
        }
        for (String name : missing) {
            faults.add("/inputs", "the input '%s' is missing".formatted(name));
        }
    }

    /** Notes outputs that the model does not have. */
    void outputs(List<String> names) {
        List<String> known = OutputNames.of(model);
        for (int i = 0; i < names.size(); i++) {
            if (!known.contains(names.get(i))) {
                faults.add(
                        "/outputs/" + i + "/name",
                        "model '%s' has no such output; it has %s".formatted(model.name(), known));
            } else if (names.indexOf(names.get(i)) < i) {
                faults.add("/outputs/" + i + "/name", "is there twice");
            }
        }
    }

    private void input(WireTensor input, TensorSignature signature, String at) {
        if (!input.getDatatype().equals(signature.datatype().name())) {
            faults.add(at + "/datatype", "expected " + signature.datatype());
            return;
        }
        Shape shape = new Shape(input.getShapeList());
        if (!signature.shape().admits(shape)) {
            faults.add(
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
            faults.add(at, String.valueOf(e.getMessage()));
        }
    }

    private void rows(long seen, String at) {
        if (seen < 1) {
            faults.add(at + "/shape", "has no rows along the batch axis");
        } else if (rows >= 0 && rows != seen) {
            faults.add(
                    at + "/shape", "has %d rows where another input has %d".formatted(seen, rows));
        } else {
            rows = seen;
        }
    }
}
