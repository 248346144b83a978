package io.forebay.loadtests.peers.report;

import io.forebay.loadtests.peers.system.Contestant;

/**
 * Forebay's figure over that of a peer.
 *
 * @param peer the one whose median is the best
 * @param value the median of the rounds' ratios, so that what befell a round befell both sides
 */
public record Ratio(Contestant peer, double value) {}
