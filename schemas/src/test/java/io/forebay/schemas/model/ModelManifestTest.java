package io.forebay.schemas.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.schemas.tensor.Shape;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelManifestTest {

    private static final String MINIMAL = "name: tiny\nversion: \"1\"\n";

    @Test
    void hasDefaultsForEverythingButItsName() {
        ModelManifest manifest = parse(MINIMAL);

        assertThat(manifest.batching()).isEqualTo(new Batching(8, Duration.ZERO));
        assertThat(manifest.cache())
                .isEqualTo(new CachePolicy(Duration.ofHours(1), 10_000, CachePolicy.Scope.TENANT));
        assertThat(manifest.limits())
                .isEqualTo(new Limits(Duration.ofMinutes(10), Duration.ofMinutes(1)));
        assertThat(manifest.retries())
                .isEqualTo(new Retries(3, Duration.ofMillis(500), Duration.ofSeconds(30)));
        assertThat(manifest.fairness()).isEqualTo(new Fairness(0.5));
        assertThat(manifest.consumption().isShared()).isFalse();
        assertThat(manifest.inputs()).isEmpty();
        assertThat(manifest.preprocess()).isEmpty();
        assertThat(manifest.postprocess()).isEmpty();
    }

    @Test
    void readsEveryKey() {
        ModelManifest manifest =
                parse(
                        """
                        name: notes
                        version: "2"
                        description: finds things
                        inputs:
                          images: { batch-axis: 0 }
                          sr: { batch-axis: -1 }
                        outputs:
                          output: { batch-axis: 1 }
                        batching: { max-batch-size: 16, max-queue-delay: 2ms }
                        preprocess:
                          input: images
                          width: 256
                          height: 128
                          resize: center-crop
                          anchor: top-left
                          pad: 114
                          channels: BGR
                          layout: NHWC
                          datatype: FP16
                          scale: 0.5
                          mean: [1, 2, 3]
                          std: [4, 5, 6]
                        postprocess:
                          task: object-detection
                          output: output
                          decode: yolox
                          strides: [8, 16]
                          score-threshold: 0.5
                          iou-threshold: 0.6
                          class-agnostic-nms: true
                          max-detections: 7
                          labels: labels.txt
                        cache: { ttl: 2h, max-entries: 5, scope: public }
                        limits: { queue-timeout: 1m, run-timeout: 2s }
                        retries: { max-attempts: 5, backoff: 1s, max-backoff: 1m }
                        fairness: { tenant-share: 0.25 }
                        consumption: { group: share, max-poll-records: 4, members: 2 }
                        """);

        assertThat(manifest.preprocess())
                .contains(
                        new Preprocess(
                                "images",
                                256,
                                128,
                                Preprocess.Resize.CENTER_CROP,
                                Preprocess.Anchor.TOP_LEFT,
                                114,
                                Preprocess.Channels.BGR,
                                Preprocess.Layout.NHWC,
                                "FP16",
                                0.5,
                                List.of(1.0, 2.0, 3.0),
                                List.of(4.0, 5.0, 6.0)));
        assertThat(manifest.postprocess())
                .contains(
                        new Postprocess(
                                Postprocess.Task.OBJECT_DETECTION,
                                "output",
                                Postprocess.Decode.YOLOX,
                                List.of(8, 16),
                                0.5,
                                0.6,
                                true,
                                7,
                                Postprocess.Activation.NONE,
                                5,
                                "labels.txt"));
        assertThat(manifest.inputs())
                .isEqualTo(
                        Map.of(
                                "images", new ModelManifest.TensorManifest(0),
                                "sr", new ModelManifest.TensorManifest(-1)));
        assertThat(manifest.batching()).isEqualTo(new Batching(16, Duration.ofMillis(2)));
        assertThat(manifest.cache())
                .isEqualTo(new CachePolicy(Duration.ofHours(2), 5, CachePolicy.Scope.PUBLIC));
        assertThat(manifest.limits())
                .isEqualTo(new Limits(Duration.ofMinutes(1), Duration.ofSeconds(2)));
        assertThat(manifest.retries())
                .isEqualTo(new Retries(5, Duration.ofSeconds(1), Duration.ofMinutes(1)));
        assertThat(manifest.fairness()).isEqualTo(new Fairness(0.25));
        assertThat(manifest.consumption())
                .isEqualTo(new Consumption(Consumption.Group.SHARE, 4, 2));
        assertThat(manifest.shareRecords()).isEqualTo(4);
        assertThat(
                        manifest.policy(Duration.ofSeconds(1), Duration.ofDays(1))
                                .getTenantSharePercent())
                .isEqualTo(25);
    }

    @Test
    void takesABatchAtATimeFromAShareGroupUnlessItSaysOtherwise() {
        ModelManifest manifest =
                parse(MINIMAL + "batching: {max-batch-size: 16}\nconsumption: {group: share}\n");

        assertThat(manifest.consumption().isShared()).isTrue();
        assertThat(manifest.consumption().members()).isEqualTo(1);
        assertThat(manifest.shareRecords()).isEqualTo(16);
    }

    @Test
    void refusesAnOrderingKeyWhereNothingIsInOrder() {
        ModelManifest shared = parse(MINIMAL + "consumption: {group: share}\n");

        assertThat(shared.orderRefusal("session").orElseThrow())
                .contains("model 'tiny' keeps no order");
        assertThat(shared.orderRefusal("")).isEmpty();
        assertThat(parse(MINIMAL).orderRefusal("session")).isEmpty();
        assertThat(shared.groupRefusal(parse(MINIMAL))).isPresent();
        assertThat(shared.groupRefusal(shared)).isEmpty();
    }

    @Test
    void refusesAConsumptionThatCannotBe() {
        assertThatThrownBy(() -> parse(MINIMAL + "consumption: { max-poll-records: 4 }\n"))
                .hasMessageContaining("say group: share, or leave them out");
        assertThatThrownBy(() -> parse(MINIMAL + "consumption: { group: share, members: 9 }\n"))
                .hasMessageContaining("members must be 1 to 8, not 9");
        assertThatThrownBy(() ->
                        parse(MINIMAL + "consumption: { group: share, max-poll-records: 0 }\n"))
                .hasMessageContaining("max-poll-records must be 1 to 512, not 0");
    }

    @Test
    void readsBatchingUnderTritonsNamesToo() {
        String ours =
                "batching: { preferred-batch-size: [4, 8], max-queue-delay-microseconds: 1500,"
                        + " latency-target: 20ms }\n";
        String theirs =
                "batching: { preferred_batch_size: [4, 8], max_queue_delay_microseconds: 1500,"
                        + " latency-target: 20ms }\n";
        Batching batching = parse(MINIMAL + ours).batching();

        assertThat(batching.maxQueueDelay()).isEqualTo(Duration.ofNanos(1_500_000));
        assertThat(batching.preferredBatchSize()).containsExactly(4, 8);
        assertThat(batching.latencyTarget()).contains(Duration.ofMillis(20));
        assertThat(parse(MINIMAL + theirs).batching()).isEqualTo(batching);
        assertThatThrownBy(() -> parse(MINIMAL + "batching: { preferred-batch-size: [9] }\n"))
                .hasMessageContaining(
                        "preferred-batch-size must be 1 to max-batch-size (8), not 9");
        assertThatThrownBy(() ->
                        parse(
                                MINIMAL
                                        + "batching: { max-queue-delay: 1ms,"
                                        + " max-queue-delay-microseconds: 1 }\n"))
                .hasMessageContaining("say the same");
    }

    @Test
    void cannotExistInvalid() {
        assertThatThrownBy(() -> parse("name: ../etc\nversion: \"1\"\n"))
                .hasMessageContaining("name must be lower-case");
        assertThatThrownBy(() -> parse("name: tiny\n")).hasMessageContaining("version must be");
        assertThatThrownBy(() -> parse(MINIMAL + "batching: { max-batch-size: 0 }\n"))
                .hasMessageContaining("max-batch-size must be at least 1, not 0");
        assertThatThrownBy(() -> parse(MINIMAL + "preprocess: { input: x, width: 0, height: 5 }\n"))
                .hasMessageContaining("width and height must be 1 to 8192");
        assertThatThrownBy(() ->
                        parse(
                                MINIMAL
                                        + "preprocess: { input: x, width: 5, height: 5, mean: [1]"
                                        + " }\n"))
                .hasMessageContaining("mean must have 3 values");
        assertThatThrownBy(() ->
                        parse(MINIMAL + "postprocess: { task: object-detection, output: x }\n"))
                .hasMessageContaining("needs 'decode'");
        assertThatThrownBy(() -> parse(MINIMAL + "retries: { max-attempts: 0 }\n"))
                .hasMessageContaining("max-attempts must be at least 1");
        assertThatThrownBy(() -> parse(MINIMAL + "batchign: {}\n"))
                .hasMessageContaining("batchign");
    }

    @Test
    void theBatchAxisIsWhatTheManifestSaysElseTheFirstFreeOne() {
        Shape free = Shape.of(Shape.ANY, 3);

        assertThat(BatchAxis.of(null, free)).isEqualTo(new BatchAxis.Along(0));
        assertThat(BatchAxis.of(null, Shape.of(1, 3))).isEqualTo(new BatchAxis.Shared());
        assertThat(BatchAxis.of(null, Shape.of())).isEqualTo(new BatchAxis.Shared());
        assertThat(BatchAxis.of(new ModelManifest.TensorManifest(1), free))
                .isEqualTo(new BatchAxis.Along(1));
        assertThat(BatchAxis.of(new ModelManifest.TensorManifest(-1), free))
                .isEqualTo(new BatchAxis.Shared());
    }

    private static ModelManifest parse(String yaml) {
        return ModelManifest.parse(yaml, "model.yaml");
    }
}
