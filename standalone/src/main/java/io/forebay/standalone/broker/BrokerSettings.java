package io.forebay.standalone.broker;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * The configuration of the embedded broker: small, quick to start, quick to notice a lost client.
 *
 * @param further settings by their Kafka names, which win over the others
 */
record BrokerSettings(
        int nodeId, Path logDirectory, BrokerPorts ports, Map<String, String> further) {

    static final String CONTROLLER = "CONTROLLER";

    private static final List<String> INTERNAL_TOPICS =
            List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic");

    /** The group protocols whose defaults take 45 s to notice a member that died. */
    private static final List<String> GROUP_PROTOCOLS = List.of("consumer", "streams", "share");

    BrokerSettings {
        further = Map.copyOf(further);
    }

    Properties toProperties() {
        Properties p = new Properties();
        p.put("process.roles", "broker,controller");
        p.put("node.id", Integer.toString(nodeId));
        p.put("controller.quorum.voters", nodeId + "@127.0.0.1:" + ports.controller());
        p.put("controller.listener.names", CONTROLLER);
        p.put(
                "listeners",
                "PLAINTEXT://127.0.0.1:%d,%s://127.0.0.1:%d"
                        .formatted(ports.broker(), CONTROLLER, ports.controller()));
        p.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + ports.broker());
        p.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        p.put("log.dirs", logDirectory.toString());
        p.put("auto.create.topics.enable", "false");
        p.put("num.network.threads", "2");
        p.put("num.io.threads", "4");
        p.put("num.recovery.threads.per.data.dir", "2");
        p.put("log.cleaner.dedupe.buffer.size", "16777216");
        p.put("broker.session.timeout.ms", "18000");
        p.put("broker.heartbeat.interval.ms", "500");
        p.put("group.initial.rebalance.delay.ms", "0");
        p.put("group.streams.initial.rebalance.delay.ms", "0");
        // The dispatcher begins a transaction while the markers of its last one are written. The
        // broker tries again after 20 ms by default; on one machine they take a millisecond or two.
        p.put("add.partitions.to.txn.retry.backoff.ms", "1");
        smallSegments(p);
        singleCopies(p);
        quickGroups(p);
        p.putAll(further);
        return p;
    }

    /** The controller alone, on the same directory. */
    Properties toControllerProperties() {
        Properties p = toProperties();
        p.put("process.roles", "controller");
        p.put("listeners", "%s://127.0.0.1:%d".formatted(CONTROLLER, ports.controller()));
        p.put("listener.security.protocol.map", CONTROLLER + ":PLAINTEXT");
        p.remove("advertised.listeners");
        return p;
    }

    /**
     * What is purged goes by whole segments. Gone soon, its pages are free for the next ones: a
     * disk cache that is full of jobs long done made each job a third dearer.
     */
    private static void smallSegments(Properties p) {
        p.put("log.segment.bytes", Integer.toString(64 << 20));
        p.put("log.retention.check.interval.ms", "5000");
        p.put("log.segment.delete.delay.ms", "1000");
    }

    private static void singleCopies(Properties p) {
        for (String topic : INTERNAL_TOPICS) {
            p.put(topic + ".num.partitions", "1");
            p.put(topic + ".replication.factor", "1");
            p.put(topic + ".min.isr", "1");
        }
        p.remove("offsets.topic.min.isr");
    }

    private static void quickGroups(Properties p) {
        for (String protocol : GROUP_PROTOCOLS) {
            String group = "group." + protocol;
            p.put(group + ".heartbeat.interval.ms", "250");
            p.put(group + ".min.heartbeat.interval.ms", "250");
            p.put(group + ".session.timeout.ms", "6000");
            p.put(group + ".min.session.timeout.ms", "3000");
            p.put(group + ".assignment.interval.ms", "0");
        }
        p.put("group.min.session.timeout.ms", "1000");
    }
}
