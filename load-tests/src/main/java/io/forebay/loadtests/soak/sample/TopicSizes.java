package io.forebay.loadtests.soak.sample;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;

/** How much brokers keep of each topic. */
record TopicSizes(Admin admin) {

    private static final long PATIENCE_SECONDS = 5;

    /** Bytes by topic, over all partitions and copies; empty when brokers do not answer. */
    Optional<Map<String, Long>> look() throws InterruptedException {
        try {
            Map<Integer, Map<String, LogDirDescription>> brokers =
                    get(
                            admin.describeLogDirs(
                                            get(admin.describeCluster().nodes()).stream()
                                                    .map(Node::id)
                                                    .toList())
                                    .allDescriptions());
            Map<String, Long> sizes = new TreeMap<>();
            brokers.values().stream()
                    .flatMap(folders -> folders.values().stream())
                    .forEach(folder ->
                            folder.replicaInfos()
                                    .forEach((partition, info) ->
                                            sizes.merge(
                                                    partition.topic(), info.size(), Long::sum)));
            return Optional.of(sizes);
        } catch (ExecutionException | TimeoutException e) {
            return Optional.empty();
        }
    }

    private static <T> T get(KafkaFuture<T> future)
            throws ExecutionException, TimeoutException, InterruptedException {
        return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
