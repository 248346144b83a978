package io.forebay.worker.device;

import io.forebay.schemas.wire.InferenceOutput;
import io.forebay.schemas.wire.WorkItem;

/**
 * Work that has landed, to be run once more.
 *
 * @param of the version that is to run it
 * @param answer what it landed with
 */
record ShadowCopy(Shadow of, WorkItem item, InferenceOutput answer) {

    long bytes() {
        return (long) item.getSerializedSize() + answer.getSerializedSize();
    }
}
