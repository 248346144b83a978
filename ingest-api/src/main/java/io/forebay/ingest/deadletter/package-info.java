/** What died, and how to run it again: {@link io.forebay.ingest.deadletter.DeadLetterBox}. */
@NullMarked
package io.forebay.ingest.deadletter;

import org.jspecify.annotations.NullMarked;
