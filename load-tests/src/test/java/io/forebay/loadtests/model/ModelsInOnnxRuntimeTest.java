package io.forebay.loadtests.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.forebay.loadtests.workload.ConvWorkload;
import io.forebay.loadtests.workload.NoopWorkload;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The written models in the engine that will run them. */
class ModelsInOnnxRuntimeTest {

    private static final long[] PICTURES = {2, 3, 64, 64};
    private static final int PICTURE_BYTES = 3 * 64 * 64 * Float.BYTES;

    @TempDir private Path repository = Path.of("");

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final ConvWorkload workload = new ConvWorkload();

    @Test
    void noopGivesBackItsInput() throws OrtException {
        byte[] bytes = new byte[2 * BenchModels.NOOP_BYTES];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 7);
        }
        try (OrtSession session = session("noop");
                OnnxTensor input = tensor(bytes, OnnxJavaType.UINT8, 2, BenchModels.NOOP_BYTES);
                OrtSession.Result result = session.run(Map.of("input", input))) {
            assertThat(bytes(result)).isEqualTo(bytes);
        }
    }

    @Test
    void theLikeOfNoopGivesBackWhatItsWorkloadExpects() throws OrtException {
        int bytes = 1_024;
        NoopWorkload workload = new NoopWorkload("some", bytes);
        byte[] inputs = new byte[2 * bytes];
        workload.fill(11, inputs, 0);
        workload.fill(12, inputs, bytes);
        GrowthModels.write(repository, "some", bytes, 8);
        try (OrtSession session = session("some");
                OnnxTensor input = tensor(inputs, OnnxJavaType.UINT8, 2, bytes);
                OrtSession.Result result = session.run(Map.of("input", input))) {
            byte[] answer = bytes(result);
            assertThat(answer).hasSize(2 * BenchModels.NOOP_BYTES);
            for (int i = 0; i < answer.length; i++) {
                assertThat(answer[i]).isEqualTo(inputs[i * bytes / BenchModels.NOOP_BYTES]);
            }
        }
    }

    @Test
    void convAnswersWhatTheReferenceComputes() throws OrtException {
        byte[] pictures = pictures(11, 12);
        List<Double> answer = conv(pictures);
        assertThat(answer).hasSize(20);
        assertThat(workload.thoroughFault(11, answer.subList(0, 10))).isEmpty();
        assertThat(workload.thoroughFault(12, answer.subList(10, 20))).isEmpty();
    }

    @Test
    void convTellsPicturesApartByMuchMoreThanTheTolerance() throws OrtException {
        List<Double> answer = conv(pictures(11, 12));
        assertThat(workload.thoroughFault(12, answer.subList(0, 10))).isPresent();
        assertThat(Math.abs(answer.get(0) - answer.get(10))).isGreaterThan(0.02);
    }

    @Test
    void signaturesHaveAFreeBatch() throws OrtException {
        try (OrtSession noop = session("noop");
                OrtSession conv = session("conv")) {
            assertThat(shape(noop.getInputInfo().get("input"))).containsExactly(-1, 64);
            assertThat(shape(conv.getInputInfo().get("input"))).containsExactly(-1, 3, 64, 64);
            assertThat(shape(conv.getOutputInfo().get("output"))).containsExactly(-1, 10);
        }
    }

    private List<Double> conv(byte[] pictures) throws OrtException {
        try (OrtSession session = session("conv");
                OnnxTensor input = tensor(pictures, OnnxJavaType.FLOAT, PICTURES);
                OrtSession.Result result = session.run(Map.of("input", input))) {
            float[] answer = new float[20];
            ((OnnxTensor) result.get(0)).getFloatBuffer().get(answer);
            return IntStream.range(0, 20).mapToObj(i -> (double) answer[i]).toList();
        }
    }

    private byte[] pictures(long one, long other) {
        byte[] pictures = new byte[2 * PICTURE_BYTES];
        workload.fill(one, pictures, 0);
        workload.fill(other, pictures, PICTURE_BYTES);
        return pictures;
    }

    private OrtSession session(String model) throws OrtException {
        BenchModels.write(repository);
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            Path file = repository.resolve(model).resolve("1").resolve("model.onnx");
            assertThat(Files.exists(file)).isTrue();
            return environment.createSession(file.toString(), options);
        }
    }

    private OnnxTensor tensor(byte[] bytes, OnnxJavaType type, long... shape) throws OrtException {
        ByteBuffer direct =
                ByteBuffer.allocateDirect(bytes.length).order(ByteOrder.nativeOrder()).put(bytes);
        return OnnxTensor.createTensor(environment, direct.flip(), shape, type);
    }

    private static byte[] bytes(OrtSession.Result result) {
        ByteBuffer buffer = ((OnnxTensor) result.get(0)).getByteBuffer();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    private static long[] shape(@org.jspecify.annotations.Nullable NodeInfo node) {
        assertThat(node).isNotNull();
        return ((TensorInfo) node.getInfo()).getShape();
    }
}
