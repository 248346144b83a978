/**
 * Tensors as the Open Inference Protocol names them: {@link io.forebay.schemas.tensor.Datatype} and
 * {@link io.forebay.schemas.tensor.Tensor}.
 */
@NullMarked
package io.forebay.schemas.tensor;

import org.jspecify.annotations.NullMarked;
