/**
 * The systems that are compared, started and stopped: {@link
 * io.forebay.loadtests.peers.system.Contestants}.
 */
@NullMarked
package io.forebay.loadtests.peers.system;

import org.jspecify.annotations.NullMarked;
