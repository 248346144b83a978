/**
 * Forebay beside what a team would write instead: {@link io.forebay.loadtests.peers.PeersCommand}.
 */
@NullMarked
package io.forebay.loadtests.peers;

import org.jspecify.annotations.NullMarked;
