/** The command {@code forebay bench}: {@link io.forebay.loadtests.Bench}. */
@NullMarked
package io.forebay.loadtests;

import org.jspecify.annotations.NullMarked;
