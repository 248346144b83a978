/** The predictive scaler as a service: {@link io.forebay.scaler.Main}. */
@NullMarked
package io.forebay.scaler;

import org.jspecify.annotations.NullMarked;
