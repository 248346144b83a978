/** Whether cost grows faster than its work: {@link io.forebay.loadtests.growth.fit.Growth}. */
@NullMarked
package io.forebay.loadtests.growth.fit;

import org.jspecify.annotations.NullMarked;
