/** A pretended server: {@link io.forebay.client.testing.TestingForebay}. */
@NullMarked
package io.forebay.client.testing;

import org.jspecify.annotations.NullMarked;
