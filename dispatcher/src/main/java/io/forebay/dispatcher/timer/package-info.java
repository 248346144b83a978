/** What is due when: {@link io.forebay.dispatcher.timer.Timers}. */
@NullMarked
package io.forebay.dispatcher.timer;

import org.jspecify.annotations.NullMarked;
