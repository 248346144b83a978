/** From a checked request to an acknowledged job: {@link io.forebay.ingest.submit.Submitter}. */
@NullMarked
package io.forebay.ingest.submit;

import org.jspecify.annotations.NullMarked;
