/**
 * The fault campaign: separate processes under load while faults of a seeded plan befall them, and
 * then the question whether every promise was kept. {@link
 * io.forebay.loadtests.torture.TortureCommand} is the command, {@link
 * io.forebay.loadtests.torture.Campaign} what it does.
 */
@NullMarked
package io.forebay.loadtests.torture;

import org.jspecify.annotations.NullMarked;
