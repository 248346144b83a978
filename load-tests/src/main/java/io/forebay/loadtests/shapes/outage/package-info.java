/**
 * What becomes of jobs while no worker is there, and how soon all is as before when they are back:
 * {@link io.forebay.loadtests.shapes.outage.OutageCommand}.
 */
@NullMarked
package io.forebay.loadtests.shapes.outage;

import org.jspecify.annotations.NullMarked;
