/** Making models known to every service: {@link io.forebay.ingest.model.ModelApplier}. */
@NullMarked
package io.forebay.ingest.model;

import org.jspecify.annotations.NullMarked;
