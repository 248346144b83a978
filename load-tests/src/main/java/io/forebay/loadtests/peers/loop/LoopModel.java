package io.forebay.loadtests.peers.loop;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One model in ONNX Runtime: a row per job in, a JSON tensor per job out. Safe for use by several
 * threads.
 */
final class LoopModel {

    private static final JsonMapper JSON = new JsonMapper();

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final NodeInfo input;
    private final int most;

    /**
     * @param most rows of a run
     */
    LoopModel(Path file, int most) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            // One thread a run: the consumers are as many as the cores already.
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            // Batches vary, and a pattern would be kept for each size.
            options.setMemoryPatternOptimization(false);
            this.session = environment.createSession(file.toString(), options);
        }
        this.input = session.getInputInfo().values().iterator().next();
        this.most = most;
    }

    int most() {
        return most;
    }

    /** The output of each job, in order. */
    List<String> run(List<byte[]> rows) throws OrtException {
        int size = rows.getFirst().length;
        ByteBuffer joined =
                ByteBuffer.allocateDirect(size * rows.size()).order(ByteOrder.nativeOrder());
        rows.forEach(joined::put);
        TensorInfo signature = (TensorInfo) input.getInfo();
        long[] shape = signature.getShape();
        shape[0] = rows.size();
        try (OnnxTensor tensor =
                        OnnxTensor.createTensor(environment, joined.flip(), shape, signature.type);
                OrtSession.Result result = session.run(Map.of(input.getName(), tensor))) {
            var output = result.iterator().next();
            return split(output.getKey(), (OnnxTensor) output.getValue(), rows.size());
        }
    }

    private static List<String> split(String name, OnnxTensor output, int rows) {
        TensorInfo info = output.getInfo();
        long[] shape = info.getShape();
        shape[0] = 1;
        List<String> all = new ArrayList<>();
        switch (info.type) {
            case FLOAT -> {
                FloatBuffer floats = output.getFloatBuffer();
                for (int row = 0; row < rows; row++) {
                    all.add(json(name, "FP32", shape, slice(floats, row, rows)));
                }
            }
            case UINT8 -> {
                ByteBuffer bytes = output.getByteBuffer();
                for (int row = 0; row < rows; row++) {
                    all.add(json(name, "UINT8", shape, slice(bytes, row, rows)));
                }
            }
            default -> throw new IllegalArgumentException("no output is of " + info.type);
        }
        return all;
    }

    private static Buffer slice(Buffer all, int row, int rows) {
        int size = all.capacity() / rows;
        return all.slice(row * size, size);
    }

    private static String json(String name, String datatype, long[] shape, Buffer data) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("name", name);
            json.writeStringField("datatype", datatype);
            json.writeFieldName("shape");
            json.writeArray(shape, 0, shape.length);
            json.writeArrayFieldStart("data");
            for (int i = 0; i < data.capacity(); i++) {
                switch (data) {
                    case FloatBuffer floats -> json.writeNumber(floats.get(i));
                    case ByteBuffer bytes -> json.writeNumber(bytes.get(i) & 0xFF);
                    default -> throw new IllegalArgumentException("no output is in " + data);
                }
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a string cannot be written to", e);
        }
        return text.toString();
    }
}
