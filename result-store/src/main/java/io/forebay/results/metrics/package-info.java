/** Everything this module measures: {@link ResultStoreMeters}. */
@NullMarked
package io.forebay.results.metrics;

import org.jspecify.annotations.NullMarked;
