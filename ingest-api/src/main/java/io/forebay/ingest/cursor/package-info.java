/**
 * Places in lists and feeds as clients carry them: {@link io.forebay.ingest.cursor.CursorSeal}
 * makes them opaque, {@link io.forebay.ingest.cursor.FeedCursor} is one in a feed.
 */
@NullMarked
package io.forebay.ingest.cursor;

import org.jspecify.annotations.NullMarked;
