package io.forebay.worker.device;

import io.forebay.worker.model.Prepared;

/** A copy that can run. */
record ReadyCopy(ShadowCopy copy, LoadedModel model, Prepared input) {}
