/**
 * A good client beside hostile ones: {@link io.forebay.loadtests.hostile.HostileCommand} is the
 * command, {@link io.forebay.loadtests.hostile.HostileRun} what it does, {@link
 * io.forebay.loadtests.hostile.HostileCase} one thing that a hostile client sends.
 */
@NullMarked
package io.forebay.loadtests.hostile;

import org.jspecify.annotations.NullMarked;
