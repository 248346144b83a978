/** ONNX files from code: {@link io.forebay.loadtests.onnx.OnnxModelBuilder}. */
@NullMarked
package io.forebay.loadtests.onnx;

import org.jspecify.annotations.NullMarked;
