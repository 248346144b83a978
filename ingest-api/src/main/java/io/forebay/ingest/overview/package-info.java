/** The pipeline as it is now, for people who look: {@link io.forebay.ingest.overview.Overviews}. */
@NullMarked
package io.forebay.ingest.overview;

import org.jspecify.annotations.NullMarked;
