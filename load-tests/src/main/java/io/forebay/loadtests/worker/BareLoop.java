package io.forebay.loadtests.worker;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.forebay.schemas.model.TensorSignature;
import io.forebay.schemas.tensor.Datatype;
import io.forebay.schemas.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What ONNX Runtime does by itself: the same run again and again, over tensors that lie where they
 * are, with outputs that are written where they were. Confined to one thread.
 */
final class BareLoop implements AutoCloseable {

    private final OrtSession session;
    private final Map<String, OnnxTensor> inputs = new HashMap<>();
    private final Map<String, OnnxTensor> outputs = new HashMap<>();
    private final int batch;

    /**
     * @param threads that compute one run
     */
    BareLoop(Subject subject, int batch, int threads) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        this.batch = batch;
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            // As the worker has them (gpu-consumer, onnx.Sessions).
            options.setInterOpNumThreads(1);
            options.setIntraOpNumThreads(threads);
            options.setMemoryPatternOptimization(false);
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            options.addConfigEntry("session.inter_op.allow_spinning", "0");
            session = environment.createSession(subject.files().modelFile().toString(), options);
        }
        for (TensorSignature input : subject.model().inputs()) {
            inputs.put(input.name(), zeros(environment, input));
        }
        pinOutputs(environment);
    }

    /** Nanoseconds for one job, of as many runs as fit into the time. */
    double nanosPerJob(Duration time) throws OrtException {
        long start = System.nanoTime();
        long end = start + time.toNanos();
        long runs = 0;
        long now = start;
        while (now < end) {
            session.run(inputs, Set.of(), outputs).close();
            runs++;
            now = System.nanoTime();
        }
        return (double) (now - start) / (runs * batch);
    }

    @Override
    public void close() throws OrtException {
        inputs.values().forEach(OnnxTensor::close);
        outputs.values().forEach(OnnxTensor::close);
        session.close();
    }

    private OnnxTensor zeros(OrtEnvironment environment, TensorSignature input)
            throws OrtException {
        long[] shape =
                input.shape().dimensions().stream()
                        .mapToLong(size -> size == Shape.ANY ? 1 : size)
                        .toArray();
        shape[0] = input.shape().dimensions().getFirst() == Shape.ANY ? batch : shape[0];
        OnnxJavaType type =
                input.datatype() == Datatype.FP32 ? OnnxJavaType.FLOAT : OnnxJavaType.UINT8;
        return tensor(environment, shape, type);
    }

    /** Their shapes are what a first run shows. */
    private void pinOutputs(OrtEnvironment environment) throws OrtException {
        try (OrtSession.Result result = session.run(inputs)) {
            for (Map.Entry<String, OnnxValue> output : result) {
                if (output.getValue().getInfo() instanceof TensorInfo info) {
                    outputs.put(output.getKey(), tensor(environment, info.getShape(), info.type));
                }
            }
        }
    }

    private static OnnxTensor tensor(OrtEnvironment environment, long[] shape, OnnxJavaType type)
            throws OrtException {
        long bytes = type.size;
        for (long size : shape) {
            bytes *= size;
        }
        ByteBuffer memory =
                ByteBuffer.allocateDirect(Math.toIntExact(bytes)).order(ByteOrder.nativeOrder());
        return OnnxTensor.createTensor(environment, memory, shape, type);
    }
}
