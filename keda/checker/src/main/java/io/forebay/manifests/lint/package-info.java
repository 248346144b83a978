/**
 * What the API server takes and an operator regrets: {@link
 * io.forebay.manifests.lint.WorkloadCheck}, {@link io.forebay.manifests.lint.ReferenceCheck},
 * {@link io.forebay.manifests.lint.VersionCheck}.
 */
@NullMarked
package io.forebay.manifests.lint;

import org.jspecify.annotations.NullMarked;
