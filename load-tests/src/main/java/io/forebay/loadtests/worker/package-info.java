/**
 * The worker against a bare loop over the same model: {@link
 * io.forebay.loadtests.worker.WorkerCommand}.
 */
@NullMarked
package io.forebay.loadtests.worker;

import org.jspecify.annotations.NullMarked;
