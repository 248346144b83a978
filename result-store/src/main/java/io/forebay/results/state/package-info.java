/** What the states of a job mean to whoever keeps or reads them: {@link Lifecycle}. */
@NullMarked
package io.forebay.results.state;

import org.jspecify.annotations.NullMarked;
