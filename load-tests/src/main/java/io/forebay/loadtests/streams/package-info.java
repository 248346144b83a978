/**
 * Holds many event streams open at once and says what they cost and how soon they tell: {@link
 * io.forebay.loadtests.streams.Waiting}.
 */
@NullMarked
package io.forebay.loadtests.streams;

import org.jspecify.annotations.NullMarked;
