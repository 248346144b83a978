/**
 * Pictures: {@link io.forebay.worker.image.PictureDecoder} reads them, {@link
 * io.forebay.worker.image.Preprocessor} makes tensors of them, and {@link
 * io.forebay.worker.image.Postprocessor} makes answers of what a model says.
 */
@NullMarked
package io.forebay.worker.image;

import org.jspecify.annotations.NullMarked;
