/**
 * The Open Inference Protocol v2, images and raw tensors: {@link
 * io.forebay.ingest.protocol.InferenceReader} in, {@link
 * io.forebay.ingest.protocol.InferenceAnswer} out.
 */
@NullMarked
package io.forebay.ingest.protocol;

import org.jspecify.annotations.NullMarked;
