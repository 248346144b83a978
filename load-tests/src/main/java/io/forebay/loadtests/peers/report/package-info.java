/** What a comparison found: {@link io.forebay.loadtests.peers.report.PeersReport}. */
@NullMarked
package io.forebay.loadtests.peers.report;

import org.jspecify.annotations.NullMarked;
