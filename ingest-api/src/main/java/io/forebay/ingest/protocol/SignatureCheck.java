package io.forebay.ingest.protocol;

import io.forebay.schemas.model.InputCheck;
import io.forebay.schemas.model.Model;
import io.forebay.schemas.wire.WireTensor;
import java.util.List;

/** Compares a request's tensors with what a model takes. Confined to one request. */
final class SignatureCheck {

    private final Model model;
    private final Faults faults;

    SignatureCheck(Model model, Faults faults) {
        this.model = model;
        this.faults = faults;
    }

    /** Notes every way in which the inputs are not the model's. */
    void inputs(List<WireTensor> inputs) {
        new InputCheck(model, faults::add).inputs(inputs);
    }

    /** Notes outputs that the model does not have. */
    void outputs(List<String> names) {
        List<String> known = ModelOutputs.of(model);
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
}
