/**
 * Batches under measurement: {@link io.forebay.loadtests.batch.BatchCommand} runs one beside
 * interactive jobs.
 */
@NullMarked
package io.forebay.loadtests.batch;

import org.jspecify.annotations.NullMarked;
