/**
 * What a cluster holds, looked at every so often: {@link io.forebay.loadtests.soak.sample.Sampler}.
 */
@NullMarked
package io.forebay.loadtests.soak.sample;

import org.jspecify.annotations.NullMarked;
