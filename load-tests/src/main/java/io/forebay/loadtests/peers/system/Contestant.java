package io.forebay.loadtests.peers.system;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A system that is compared. */
public enum Contestant {
    /** {@code ./forebay up}: all of it in one process, and its Redis. */
    FOREBAY,
    /** Our plain consumer loop: a front and a worker in Java, Kafka, Redis. */
    LOOP,
    /** BullMQ and onnxruntime-node: a front and a worker in Node, Redis; one job a run. */
    BULLMQ,
    /** The same with several jobs a run, gathered by hand. */
    BULLMQ_BATCHED;

    /** As on the command line and in tables. */
    public String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether it runs on Node. */
    public boolean needsNode() {
        return this == BULLMQ || this == BULLMQ_BATCHED;
    }

    /**
     * By titles.
     *
     * @throws IllegalArgumentException naming a title that is none
     */
    public static List<Contestant> parse(List<String> titles) {
        return titles.stream().distinct().map(Contestant::parse).toList();
    }

    private static Contestant parse(String title) {
        return Arrays.stream(values())
                .filter(one -> one.title().equals(title))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "systems: there is no '%s'; there are %s"
                                        .formatted(
                                                title,
                                                Arrays.stream(values())
                                                        .map(Contestant::title)
                                                        .toList())));
    }
}
