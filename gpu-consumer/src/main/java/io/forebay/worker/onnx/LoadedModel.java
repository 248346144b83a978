package io.forebay.worker.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;

/** A session and what is known of its model. Running is confined to the device thread. */
record LoadedModel(OrtEnvironment environment, OrtSession session, ModelPlan plan, Pins pins) {}
