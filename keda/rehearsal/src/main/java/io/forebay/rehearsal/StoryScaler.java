package io.forebay.rehearsal;

import io.forebay.rehearsal.day.Story;
import io.forebay.scaler.KafkaConfig;
import io.forebay.scaler.ListenConfig;
import io.forebay.scaler.Scaler;
import io.forebay.scaler.ScalerConfig;
import io.forebay.schemas.topic.TopicConfig;
import io.forebay.schemas.topic.TopicCreator;
import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.wire.ScalerMinute;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The scaler, by the story's clock, with the days before in its history. */
record StoryScaler(Scaler scaler) implements AutoCloseable {

    /** Of this world. */
    private static final Duration SAMPLE = Duration.ofMillis(250);

    private static final int RING = 1 << 14;

    static StoryScaler start(
            String bootstrapServers, String model, Story story, List<Double> before) {
        ScalerConfig config =
                new ScalerConfig(
                        new KafkaConfig(bootstrapServers, Map.of()),
                        TopicConfig.of(4, 24, 1, 1),
                        new ListenConfig("127.0.0.1", 0),
                        null,
                        new ListenConfig("127.0.0.1", 0),
                        SAMPLE,
                        Duration.ofHours(1));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            new TopicCreator(admin, config.topics(), Duration.ofMinutes(1))
                    .ensure(List.of(Topics.SCALER_HISTORY));
        }
        remember(bootstrapServers, model, story, before);
        return new StoryScaler(
                Scaler.start(config, new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), story));
    }

    int grpcPort() {
        return scaler.grpcPort();
    }

    /** Totals end at none, which is where the real topic begins. */
    private static void remember(
            String bootstrapServers, String model, Story story, List<Double> before) {
        long now = story.instant().getEpochSecond() / 60;
        double arrived = 0;
        for (double minute : before) {
            arrived -= minute;
        }
        try (KafkaProducer<String, ScalerMinute> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", bootstrapServers),
                        Topics.SCALER_HISTORY.key().serializer(),
                        Topics.SCALER_HISTORY.value().serializer())) {
            for (int i = 0; i < before.size(); i++) {
                arrived += before.get(i);
                keep(producer, model, now - before.size() + i + 1, Math.round(arrived));
            }
            producer.flush();
        }
    }

    private static void keep(
            KafkaProducer<String, ScalerMinute> producer, String model, long minute, long arrived) {
        var _ =
                producer.send(
                        new ProducerRecord<>(
                                Topics.SCALER_HISTORY.name(),
                                0,
                                "%s/all/%d".formatted(model, minute % RING),
                                ScalerMinute.newBuilder()
                                        .setMinute(minute)
                                        .setArrived(arrived)
                                        .build()));
    }

    @Override
    public void close() {
        scaler.close();
    }
}
