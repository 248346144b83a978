package io.forebay.worker.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.schemas.model.Model;
import io.forebay.schemas.topic.Topic;
import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.wire.Lane;
import io.forebay.schemas.wire.ModelRecord;
import io.forebay.worker.model.ModelPublisher.Applied;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelPublisherTest {

    @TempDir Path root;

    private final FakeLoader loader = new FakeLoader();
    private final AppliedModels applied = new AppliedModels();
    private final List<String> topics = new ArrayList<>();
    private final MockProducer<String, ModelRecord> producer =
            new MockProducer<>(
                    true, null, new StringSerializer(), Topics.MODELS.value().serializer());
    private final ModelPublisher publisher =
            new ModelPublisher(
                    loader,
                    applied,
                    needed -> needed.stream().map(Topic::name).forEach(topics::add),
                    producer,
                    InstantSource.fixed(Instant.ofEpochMilli(77)));

    @Test
    void publishesAModelAndMakesItsTopics() {
        ModelFiles files = new ModelFolder(root).cats(ModelFolder.MANIFEST).read();
        assertThat(publisher.apply(files)).isInstanceOf(Applied.Published.class);
        assertThat(topics)
                .containsExactly(
                        Topics.work("cats", Lane.INTERACTIVE).name(),
                        Topics.work("cats", Lane.BULK).name());
        assertThat(producer.history()).hasSize(1);
        var sent = producer.history().getFirst();
        assertThat(sent.topic()).isEqualTo(Topics.MODELS.name());
        assertThat(sent.key()).isEqualTo("cats/2");
        assertThat(sent.value().getAppliedAt()).isEqualTo(77);
        Model model = Model.of(sent.value());
        assertThat(model.ref().getDigest()).isEqualTo(files.digest());
        assertThat(model.labels()).containsExactly("cat", "no cat");
        assertThat(sent.value().getPolicy().getMaxAttempts())
                .isEqualTo(model.manifest().retries().maxAttempts());
        assertThat(sent.value().getQueueTimeoutMs())
                .isEqualTo(model.manifest().limits().queueTimeout().toMillis());
        assertThat(model.inputs()).isEqualTo(loader.inspect(files).inputs());
    }

    @Test
    void publishesTheSameFilesOnce() {
        ModelFolder folder = new ModelFolder(root).cats(ModelFolder.MANIFEST);
        applied.models.add(publisher.apply(folder.read()).model());
        assertThat(publisher.apply(folder.read())).isInstanceOf(Applied.Unchanged.class);
        assertThat(loader.inspected).isEqualTo(1);
        assertThat(producer.history()).hasSize(1);
        folder.file("cats/2/model.onnx", "better weights");
        assertThat(publisher.apply(folder.read())).isInstanceOf(Applied.Published.class);
        assertThat(producer.history()).hasSize(2);
    }

    @Test
    void refusesAVersionWhoseWorkIsTakenByAnotherKindOfGroup() {
        ModelFolder folder = new ModelFolder(root).cats(ModelFolder.MANIFEST);
        applied.models.add(publisher.apply(folder.read()).model());
        ModelFiles shared =
                new ModelFolder(root)
                        .cats(ModelFolder.MANIFEST + "\nconsumption: { group: share }\n")
                        .read();

        assertThatThrownBy(() -> publisher.apply(shared))
                .isInstanceOf(UnusableModelException.class)
                .hasMessageContaining("consumption.group is share")
                .hasMessageContaining("under another name");
        assertThat(producer.history()).hasSize(1);
    }

    @Test
    void publishesNothingWhenTheManifestDoesNotFitTheFile() {
        refused("inputs: { z: { batch-axis: 0 } }", "inputs.z: the ONNX file has x");
        refused("outputs: { y: { batch-axis: 2 } }", "outputs.y.batch-axis is 2");
        refused(
                "preprocess: { input: x, width: 9, height: 8 }",
                "preprocess makes [1,3,8,9], but 'x' takes [-1,3,8,8]");
        refused(
                "preprocess: { input: x, width: 8, height: 8, datatype: UINT8 }",
                "preprocess.datatype is UINT8, but 'x' is FP32");
        refused(
                "postprocess: { task: image-classification, output: z }",
                "postprocess.output 'z': the ONNX file has y");
        assertThat(producer.history()).isEmpty();
        assertThat(topics).isEmpty();
    }

    @Test
    void opensOnlyWhatWasApplied() {
        ModelFolder folder = new ModelFolder(root).cats(ModelFolder.MANIFEST);
        Model model = publisher.apply(folder.read()).model();
        Engines engines = new Engines(new ModelRepository(root), loader);
        assertThat(engines.open(model).model()).isEqualTo(model);
        folder.file("cats/2/model.onnx", "other weights");
        assertThatThrownBy(() -> engines.open(model))
                .isInstanceOf(UnusableModelException.class)
                .hasMessageContaining("model cats/2: the files in")
                .hasMessageContaining("was applied");
        Engines elsewhere = new Engines(new ModelRepository(root.resolve("cats")), loader);
        assertThatThrownBy(() -> elsewhere.open(model))
                .isInstanceOf(UnusableModelException.class)
                .hasMessageContaining("is applied, but not in the repository");
    }

    private void refused(String manifest, String message) {
        ModelFiles files =
                new ModelFolder(root).cats(ModelFolder.MANIFEST + manifest + "\n").read();
        assertThatThrownBy(() -> publisher.apply(files))
                .isInstanceOf(UnusableModelException.class)
                .hasMessageContaining(message);
    }
}
