/** What is told of traced jobs: {@link io.forebay.dispatcher.trace.JobSpans}. */
@NullMarked
package io.forebay.dispatcher.trace;

import org.jspecify.annotations.NullMarked;
