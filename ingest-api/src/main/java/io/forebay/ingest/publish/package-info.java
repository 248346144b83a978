/** The way into the queue: {@link io.forebay.ingest.publish.Publisher}. */
@NullMarked
package io.forebay.ingest.publish;

import org.jspecify.annotations.NullMarked;
