/** What every metric says, once: {@link io.forebay.schemas.metric.MetricCatalog}. */
@NullMarked
package io.forebay.schemas.metric;

import org.jspecify.annotations.NullMarked;
