package io.forebay.loadtests.report;

import java.util.Arrays;
import java.util.List;

/**
 * What threads of an instance are there for, by the beginnings of their names: of what the kernel
 * keeps of these, fifteen characters.
 */
enum Stage {
    HTTP("HTTP: requests, waits, reads", "ForkJoinPool", "VirtualThread", "helidon"),
    BROKER(
            "broker",
            "data-plane",
            "kafka-1-",
            "quorum-",
            "group-coord",
            "share-",
            "transaction-",
            "Expiration",
            "broker-",
            "controller-",
            "AddPartitions",
            "TxnMarker",
            "kafka-log",
            "kafka-sched"),
    DISPATCHER("dispatcher", "forebay.dispatc", "dispatcher"),
    PRODUCERS("producers' network threads, of all services", "kafka-producer"),
    CONSUMERS("consumers' network threads, of all services", "consumer_backgr"),
    RESULTS("result store: projection", "forebay-project"),
    REDIS_CLIENT("clients of Redis, of all services", "redisson", "forebay-redis"),
    WORKER("worker: batches, decoding, publishing", "forebay-", "pool-"),
    COMPILER("JVM: compiling", "C1 ", "C2 "),
    COLLECTOR("JVM: collecting", "GC ", "G1 ", "ParGC", "VM "),
    OTHER("other threads", "");

    private static final String REDIS = "/redis-server";
    private static final String DEVICE = "/java";

    private final String title;
    private final List<String> beginnings;

    Stage(String title, String... beginnings) {
        this.title = title;
        this.beginnings = List.of(beginnings);
    }

    String title() {
        return title;
    }

    /** The first one that knows the thread. */
    static Stage of(String thread) {
        return Arrays.stream(values())
                .filter(stage -> stage.beginnings.stream().anyMatch(thread::startsWith))
                .findFirst()
                .orElse(OTHER);
    }

    /** What a process is whose threads are not told apart; empty for others. */
    static String process(String name) {
        if (name.endsWith(REDIS)) {
            return "Redis";
        }
        return name.endsWith(DEVICE) ? "device process: runs" : "";
    }
}
