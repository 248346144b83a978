package io.forebay.loadtests.worker;

import com.google.protobuf.ByteString;
import io.forebay.schemas.model.Model;
import io.forebay.schemas.model.Models;
import io.forebay.schemas.model.TensorSignature;
import io.forebay.schemas.tensor.Datatype;
import io.forebay.schemas.tensor.Shape;
import io.forebay.schemas.tensor.Tensor;
import io.forebay.schemas.wire.InferenceInput;
import io.forebay.schemas.wire.Lane;
import io.forebay.schemas.wire.Payload;
import io.forebay.schemas.wire.WorkItem;
import io.forebay.worker.model.ModelFiles;
import io.forebay.worker.model.ModelPublisher;
import io.forebay.worker.model.ModelRepository;
import io.forebay.worker.onnx.OnnxRuntime;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.producer.MockProducer;

/**
 * A model that is measured, and jobs for it.
 *
 * @param records work items as they come from Kafka, one row each
 */
record Subject(ModelFiles files, Model model, List<byte[]> records) {

    /** So many, so that no two of a batch are the same memory. */
    private static final int RECORDS = 32;

    Subject {
        records = List.copyOf(records);
    }

    /**
     * @throws IllegalArgumentException when the model is not there, or takes what is not made here
     */
    static Subject of(Path repository, String name, OnnxRuntime runtime, RandomGenerator random) {
        ModelFiles files =
                new ModelRepository(repository)
                        .find(name, "1")
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "no model %s/1 in %s: say where with --repository"
                                                .formatted(name, repository)));
        ModelPublisher publisher =
                new ModelPublisher(
                        runtime,
                        new NothingApplied(),
                        topics -> {},
                        new MockProducer<>(),
                        InstantSource.system());
        Model model = Model.of(publisher.record(files));
        return new Subject(
                files,
                model,
                java.util.stream.IntStream.range(0, RECORDS)
                        .mapToObj(number -> record(model, number, random))
                        .toList());
    }

    private static byte[] record(Model model, int number, RandomGenerator random) {
        InferenceInput.Builder input = InferenceInput.newBuilder();
        model.inputs().forEach(tensor -> input.addTensors(row(tensor, random).toWire()));
        return WorkItem.newBuilder()
                .setFlightKey(ByteString.copyFrom(ByteBuffer.allocate(32).putInt(number).array()))
                .setFlightId("job_" + number)
                .setAttempt(1)
                .setTenant("bench")
                .setModel(model.ref())
                .setLane(Lane.INTERACTIVE)
                .setRunTimeoutMs(60_000)
                .setInput(Payload.newBuilder().setInline(input.build().toByteString()))
                .build()
                .toByteArray();
    }

    private static Tensor row(TensorSignature signature, RandomGenerator random) {
        Shape shape =
                new Shape(
                        signature.shape().dimensions().stream()
                                .map(size -> size == Shape.ANY ? 1L : size)
                                .toList());
        ByteBuffer data =
                ByteBuffer.allocate(Math.toIntExact(shape.elements() * signature.datatype().size()))
                        .order(ByteOrder.LITTLE_ENDIAN);
        if (signature.datatype() == Datatype.FP32) {
            while (data.hasRemaining()) {
                data.putFloat(random.nextFloat());
            }
        } else if (signature.datatype() != Datatype.UINT8) {
            throw new IllegalArgumentException(
                    "input %s is %s: only FP32 and UINT8 are made here"
                            .formatted(signature.name(), signature.datatype()));
        }
        return new Tensor(
                signature.name(), signature.datatype(), shape, ByteString.copyFrom(data.array()));
    }

    private static final class NothingApplied implements Models {

        @Override
        public Optional<Model> find(String name) {
            return Optional.empty();
        }

        @Override
        public Optional<Model> find(String name, String version) {
            return Optional.empty();
        }

        @Override
        public Collection<Model> all() {
            return List.of();
        }
    }
}
