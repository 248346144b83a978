/** Pod Security "restricted": {@link io.forebay.manifests.pod.PodSecurityCheck}. */
@NullMarked
package io.forebay.manifests.pod;

import org.jspecify.annotations.NullMarked;
