/** Random numbers that stay the same: {@link io.forebay.loadtests.random.SeededBits}. */
@NullMarked
package io.forebay.loadtests.random;

import org.jspecify.annotations.NullMarked;
