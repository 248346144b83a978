/**
 * ONNX Runtime, and the only package that speaks to it: {@link io.forebay.worker.onnx.OnnxRuntime}
 * loads models as {@link io.forebay.worker.onnx.OnnxEngine}s.
 */
@NullMarked
package io.forebay.worker.onnx;

import org.jspecify.annotations.NullMarked;
