/**
 * What a check says: {@link io.forebay.manifests.finding.Finding}, by a {@link
 * io.forebay.manifests.finding.Check}.
 */
@NullMarked
package io.forebay.manifests.finding;

import org.jspecify.annotations.NullMarked;
