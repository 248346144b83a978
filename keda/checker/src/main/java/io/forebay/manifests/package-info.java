/**
 * The commands: {@link io.forebay.manifests.VerifyManifests}, {@link
 * io.forebay.manifests.WriteTopics}.
 */
@NullMarked
package io.forebay.manifests;

import org.jspecify.annotations.NullMarked;
