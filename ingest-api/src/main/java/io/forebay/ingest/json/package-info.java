/**
 * JSON in and out, strictly: {@link io.forebay.ingest.json.StrictJson} and {@link
 * io.forebay.ingest.json.Rendered}.
 */
@NullMarked
package io.forebay.ingest.json;

import org.jspecify.annotations.NullMarked;
