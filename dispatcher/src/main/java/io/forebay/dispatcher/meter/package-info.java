/** What the dispatcher counts: {@link io.forebay.dispatcher.meter.DispatcherMeters}. */
@NullMarked
package io.forebay.dispatcher.meter;

import org.jspecify.annotations.NullMarked;
