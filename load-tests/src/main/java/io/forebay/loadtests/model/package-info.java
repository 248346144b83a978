/**
 * The two models of the benchmark: {@link io.forebay.loadtests.model.BenchModels} writes them,
 * {@link io.forebay.loadtests.model.ConvNet} knows the right answers.
 */
@NullMarked
package io.forebay.loadtests.model;

import org.jspecify.annotations.NullMarked;
