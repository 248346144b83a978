package io.forebay.client.model;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.forebay.schemas.model.TensorSignature;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What an ONNX file takes and gives, read from its protobuf (onnx.proto, {@code ModelProto})
 * without running or loading it: weights are skipped over.
 */
record OnnxSignature(List<TensorSignature> inputs, List<TensorSignature> outputs) {

    private static final int MODEL_GRAPH = 7;
    private static final int GRAPH_INITIALIZER = 5;
    private static final int GRAPH_INPUT = 11;
    private static final int GRAPH_OUTPUT = 12;
    private static final int TENSOR_NAME = 8;

    /**
     * The signature.
     *
     * @throws ModelFilesException when the file is no ONNX model
     */
    static OnnxSignature read(Path file) {
        try (InputStream bytes = Files.newInputStream(file)) {
            CodedInputStream in = CodedInputStream.newInstance(bytes);
            in.setSizeLimit(Integer.MAX_VALUE);
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                if (WireFormat.getTagFieldNumber(tag) == MODEL_GRAPH) {
                    return graph(in);
                }
                in.skipField(tag);
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new ModelFilesException(file + " is no ONNX model: " + e.getMessage(), e);
        }
        throw new ModelFilesException(file + " is no ONNX model: it has no graph");
    }

    private static OnnxSignature graph(CodedInputStream in) throws IOException {
        int limit = in.pushLimit(in.readRawVarint32());
        Set<String> weights = new HashSet<>();
        List<TensorSignature> inputs = new ArrayList<>();
        List<TensorSignature> outputs = new ArrayList<>();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case GRAPH_INITIALIZER -> weights.add(tensorName(in));
                case GRAPH_INPUT -> inputs.add(OnnxValue.input(in));
                case GRAPH_OUTPUT -> outputs.addAll(OnnxValue.output(in));
                default -> in.skipField(tag);
            }
        }
        in.popLimit(limit);
        // Older files list their weights among the inputs.
        inputs.removeIf(input -> weights.contains(input.name()));
        if (inputs.isEmpty() || outputs.isEmpty()) {
            throw new IllegalArgumentException("it has no inputs or no outputs");
        }
        return new OnnxSignature(List.copyOf(inputs), List.copyOf(outputs));
    }

    private static String tensorName(CodedInputStream in) throws IOException {
        int limit = in.pushLimit(in.readRawVarint32());
        String name = "";
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (WireFormat.getTagFieldNumber(tag) == TENSOR_NAME) {
                name = in.readString();
            } else {
                in.skipField(tag);
            }
        }
        in.popLimit(limit);
        return name;
    }
}
