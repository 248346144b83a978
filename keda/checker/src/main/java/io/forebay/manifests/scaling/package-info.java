/**
 * Whether a ScaledObject is what KEDA takes and what Forebay needs: {@link
 * io.forebay.manifests.scaling.ScaledObjectCheck}.
 */
@NullMarked
package io.forebay.manifests.scaling;

import org.jspecify.annotations.NullMarked;
