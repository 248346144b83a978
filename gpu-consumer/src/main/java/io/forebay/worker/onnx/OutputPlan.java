package io.forebay.worker.onnx;

import io.forebay.schemas.model.BatchAxis;
import io.forebay.schemas.model.TensorSignature;

/** How one output is divided among the requests of a batch. */
record OutputPlan(TensorSignature signature, BatchAxis axis) {

    String name() {
        return signature.name();
    }
}
