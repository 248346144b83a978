/** Forebay in a user's own tests: {@link io.forebay.testing.junit.ForebayExtension}. */
@NullMarked
package io.forebay.testing.junit;

import org.jspecify.annotations.NullMarked;
