/** Deletes what has been read and is done with. */
@NullMarked
package io.forebay.dispatcher.purge;

import org.jspecify.annotations.NullMarked;
