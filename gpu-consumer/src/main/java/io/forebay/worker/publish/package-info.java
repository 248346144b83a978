/** Tells the dispatcher what became of attempts: {@link io.forebay.worker.publish.Publisher}. */
@NullMarked
package io.forebay.worker.publish;

import org.jspecify.annotations.NullMarked;
