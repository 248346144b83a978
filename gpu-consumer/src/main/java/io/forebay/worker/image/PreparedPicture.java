package io.forebay.worker.image;

import io.forebay.schemas.tensor.Tensor;

/**
 * A picture as a model takes it.
 *
 * @param tensor of one row
 * @param geometry from the picture to the tensor
 */
public record PreparedPicture(Tensor tensor, Geometry geometry) {}
