package io.forebay.loadtests.peers.loop;

import ai.onnxruntime.OrtException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import redis.clients.jedis.RedisClient;

/** Runs the jobs of Kafka's topics, one topic a model, in plain consumer loops. */
public final class LoopWorker {

    private static final short REPLICAS = 1;

    private LoopWorker() {}

    /**
     * Arguments: the broker as {@code host:port}, the port of Redis, the model repository, how many
     * consumers, the secret of webhooks, and models as {@code name:most rows of a run}.
     */
    public static void main(String[] args)
            throws OrtException, ExecutionException, InterruptedException {
        String broker = args[0];
        RedisClient redis = RedisClient.create("127.0.0.1", Integer.parseInt(args[1]));
        int consumers = Integer.parseInt(args[3]);
        Map<String, LoopModel> models =
                open(Path.of(args[2]), List.of(args).subList(5, args.length));
        createTopics(broker, models.keySet(), consumers);
        LoopWebhooks webhooks = new LoopWebhooks(args[4]);
        List<ConsumerLoop> loops =
                IntStream.range(0, consumers)
                        .mapToObj(_ -> new ConsumerLoop(broker, models, redis, webhooks))
                        .toList();
        List<Thread> threads =
                IntStream.range(0, consumers)
                        .mapToObj(n -> Thread.ofPlatform().name("loop-" + n).start(loops.get(n)))
                        .toList();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> loops.forEach(ConsumerLoop::stop), "stop"));
        System.out.println("ready");
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static Map<String, LoopModel> open(Path repository, List<String> models)
            throws OrtException {
        Map<String, LoopModel> open = new LinkedHashMap<>();
        for (String model : models) {
            String[] parts = model.split(":");
            open.put(
                    LoopNames.TOPIC + parts[0],
                    new LoopModel(
                            repository.resolve(parts[0]).resolve("1").resolve("model.onnx"),
                            Integer.parseInt(parts[1])));
        }
        return open;
    }

    private static void createTopics(String broker, Collection<String> topics, int partitions)
            throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker))) {
            admin.createTopics(
                            topics.stream()
                                    .map(topic -> new NewTopic(topic, partitions, REPLICAS))
                                    .toList())
                    .all()
                    .get();
        }
    }
}
