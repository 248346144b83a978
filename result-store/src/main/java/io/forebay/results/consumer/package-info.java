/** How a consumer is run: on a thread of its own, until it is closed. */
@NullMarked
package io.forebay.results.consumer;

import org.jspecify.annotations.NullMarked;
