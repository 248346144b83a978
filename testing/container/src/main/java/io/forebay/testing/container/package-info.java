/** Forebay in a user's own tests: {@link io.forebay.testing.container.ForebayContainer}. */
@NullMarked
package io.forebay.testing.container;

import org.jspecify.annotations.NullMarked;
