package io.forebay.worker.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;

/** A session and what is known of its model. Running is confined to the device thread. */
record LoadedModel(
        OrtEnvironment environment,
        NativeTensors natives,
        OrtSession session,
        ModelPlan plan,
        Pins pins,
        Containers containers) {

    static LoadedModel of(
            OrtEnvironment environment, NativeTensors natives, OrtSession session, ModelPlan plan)
            throws OrtException {
        return new LoadedModel(
                environment,
                natives,
                session,
                plan,
                Pins.of(session, plan),
                Containers.of(session.getOutputInfo().values()));
    }

    LoadedModel unpinned() {
        return new LoadedModel(environment, natives, session, plan, Pins.none(), containers);
    }
}
