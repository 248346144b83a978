/**
 * How cost grows with partitions, open jobs, waiters, payloads, tenants, models and what is to be
 * restored, on processes of its own: {@link io.forebay.loadtests.growth.GrowthCommand} is the
 * command, {@link io.forebay.loadtests.growth.GrowthRun} a run.
 */
@NullMarked
package io.forebay.loadtests.growth;

import org.jspecify.annotations.NullMarked;
