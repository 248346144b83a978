/**
 * The HTTP face: checks, admits and publishes jobs, and answers for them. Start at {@link
 * io.forebay.ingest.IngestApi}.
 */
@NullMarked
package io.forebay.ingest;

import org.jspecify.annotations.NullMarked;
