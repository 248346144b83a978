/** Routes, answers and errors over HTTP: {@link io.forebay.ingest.http.IngestServer}. */
@NullMarked
package io.forebay.ingest.http;

import org.jspecify.annotations.NullMarked;
