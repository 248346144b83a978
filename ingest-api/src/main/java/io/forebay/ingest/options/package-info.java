/**
 * What a request may ask for beside the inference: {@link io.forebay.ingest.options.SubmitOptions}.
 */
@NullMarked
package io.forebay.ingest.options;

import org.jspecify.annotations.NullMarked;
