package io.forebay.loadtests.peers.loop;

import ai.onnxruntime.OrtException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.params.SetParams;

/**
 * Polls, runs what came in batches, leaves the results in Redis, commits: at least once. Confined
 * to its thread but for {@link #stop}.
 */
final class ConsumerLoop implements Runnable {

    private static final Duration POLL = Duration.ofSeconds(1);
    private static final SetParams KEPT = SetParams.setParams().ex(LoopNames.KEPT_SECONDS);

    private final Map<String, LoopModel> models;
    private final RedisClient redis;
    private final LoopWebhooks webhooks;
    private final KafkaConsumer<String, byte[]> consumer;

    /** A job and the JSON of its end. */
    private record Ended(ConsumerRecord<String, byte[]> job, String json) {}

    /**
     * @param models by topic
     */
    ConsumerLoop(
            String broker,
            Map<String, LoopModel> models,
            RedisClient redis,
            LoopWebhooks webhooks) {
        this.models = models;
        this.redis = redis;
        this.webhooks = webhooks;
        this.consumer =
                new KafkaConsumer<>(
                        Map.of(
                                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                broker,
                                ConsumerConfig.GROUP_ID_CONFIG,
                                "workers",
                                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                                "earliest",
                                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                                false),
                        new StringDeserializer(),
                        new ByteArrayDeserializer());
    }

    @Override
    public void run() {
        try (consumer) {
            consumer.subscribe(models.keySet());
            while (true) {
                ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
                models.keySet().forEach(topic -> runAll(topic, records));
                if (!records.isEmpty()) {
                    consumer.commitSync();
                }
            }
        } catch (WakeupException e) {
            // Asked to stop: what was not committed is polled again by whoever comes next.
        }
    }

    /** From any thread. */
    void stop() {
        consumer.wakeup();
    }

    private void runAll(String topic, ConsumerRecords<String, byte[]> records) {
        List<ConsumerRecord<String, byte[]>> jobs = new ArrayList<>();
        records.records(topic).forEach(jobs::add);
        LoopModel model = models.get(topic);
        if (model == null) {
            return;
        }
        for (int from = 0; from < jobs.size(); from += model.most()) {
            store(run(model, jobs.subList(from, Math.min(from + model.most(), jobs.size()))));
        }
    }

    private static List<Ended> run(LoopModel model, List<ConsumerRecord<String, byte[]>> jobs) {
        try {
            List<String> outputs =
                    model.run(jobs.stream().map(ConsumerRecord<String, byte[]>::value).toList());
            List<Ended> ended = new ArrayList<>();
            for (int i = 0; i < jobs.size(); i++) {
                ended.add(new Ended(jobs.get(i), succeeded(jobs.get(i).key(), outputs.get(i))));
            }
            return ended;
        } catch (OrtException e) {
            return jobs.stream().map(job -> new Ended(job, failed(job.key()))).toList();
        }
    }

    private void store(List<Ended> ends) {
        try (AbstractPipeline pipeline = redis.pipelined()) {
            for (Ended end : ends) {
                String id = end.job.key();
                pipeline.set(LoopNames.KEY + id, end.json, KEPT);
                pipeline.publish(LoopNames.CHANNEL + id, end.json);
            }
            pipeline.sync();
        }
        for (Ended end : ends) {
            Header callback = end.job.headers().lastHeader(LoopNames.CALLBACK);
            if (callback != null) {
                String url = new String(callback.value(), StandardCharsets.UTF_8);
                webhooks.tell(url, end.job.key(), end.json);
            }
        }
    }

    private static String succeeded(String id, String output) {
        return """
        {"id":"%s","state":"succeeded","terminal":true,"finishedAt":"%s","outputs":[%s]}\
        """
                .formatted(id, Instant.now(), output);
    }

    private static String failed(String id) {
        return """
        {"id":"%s","state":"failed","terminal":true,"finishedAt":"%s","error":{"code":"not-run"}}\
        """
                .formatted(id, Instant.now());
    }
}
