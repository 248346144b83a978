/** What is run, and in which order: {@link io.forebay.loadtests.peers.plan.Plan}. */
@NullMarked
package io.forebay.loadtests.peers.plan;

import org.jspecify.annotations.NullMarked;
