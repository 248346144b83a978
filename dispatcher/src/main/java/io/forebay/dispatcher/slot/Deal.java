package io.forebay.dispatcher.slot;

import java.nio.charset.StandardCharsets;

/**
 * A tenant's own order of the partitions, the same on every dispatcher: its share is the first
 * ones. Two tenants have different shares of the same size but for one chance in (partitions over
 * share).
 */
final class Deal {

    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    private final int[] cards;

    private Deal(int[] cards) {
        this.cards = cards;
    }

    /** Shuffles (Fisher and Yates) with what the name says instead of chance. */
    static Deal of(String name, int partitions) {
        int[] cards = new int[partitions];
        for (int i = 0; i < partitions; i++) {
            cards[i] = i;
        }
        long state = hash(name);
        for (int last = partitions - 1; last > 0; last--) {
            state += GOLDEN_GAMMA;
            int other = (int) Long.remainderUnsigned(mix(state), last + 1L);
            int card = cards[last];
            cards[last] = cards[other];
            cards[other] = card;
        }
        return new Deal(cards);
    }

    /** One of the first so many, by a number. */
    int card(long number, int among) {
        return cards[(int) Long.remainderUnsigned(number, among)];
    }

    /** FNV-1a (RFC 9923), its bits spread by {@link #mix}. */
    static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (one & 0xff)) * 0x100000001b3L;
        }
        return mix(hash);
    }

    /** SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators"). */
    private static long mix(long number) {
        long z = (number ^ (number >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
