/**
 * One job from request to judged answer: {@link io.forebay.loadtests.job.JobClient} gives an {@link
 * io.forebay.loadtests.job.Outcome}.
 */
@NullMarked
package io.forebay.loadtests.job;

import org.jspecify.annotations.NullMarked;
