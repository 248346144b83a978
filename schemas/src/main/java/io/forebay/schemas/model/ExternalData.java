package io.forebay.schemas.model;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files that an ONNX model keeps weights in beside its own ({@code TensorProto.external_data}
 * of onnx.proto). What a model says of them is not trusted: it must be files of its directory.
 */
public final class ExternalData {

    /** Graphs within graphs; models in use have three or four. */
    private static final int DEEPEST = 64;

    /** Where tensors can be: by message, which of its fields hold which messages. */
    private enum Message {
        MODEL,
        GRAPH,
        NODE,
        ATTRIBUTE,
        SPARSE_TENSOR,
        FUNCTION,
        TRAINING,
        TENSOR,
        ENTRY
    }

    private static final int ENTRY_KEY = 1;
    private static final int ENTRY_VALUE = 2;

    private static final Map<Message, Map<Integer, Message>> WITHIN =
            Map.of(
                    Message.MODEL,
                    Map.of(7, Message.GRAPH, 20, Message.TRAINING, 25, Message.FUNCTION),
                    Message.GRAPH,
                    Map.of(1, Message.NODE, 5, Message.TENSOR, 15, Message.SPARSE_TENSOR),
                    Message.FUNCTION,
                    Map.of(7, Message.NODE, 11, Message.ATTRIBUTE),
                    Message.TRAINING,
                    Map.of(1, Message.GRAPH, 2, Message.GRAPH),
                    Message.NODE,
                    Map.of(5, Message.ATTRIBUTE),
                    Message.ATTRIBUTE,
                    Map.of(
                            5,
                            Message.TENSOR,
                            6,
                            Message.GRAPH,
                            10,
                            Message.TENSOR,
                            11,
                            Message.GRAPH,
                            22,
                            Message.SPARSE_TENSOR,
                            23,
                            Message.SPARSE_TENSOR),
                    Message.SPARSE_TENSOR,
                    Map.of(1, Message.TENSOR, 2, Message.TENSOR),
                    Message.TENSOR,
                    Map.of(13, Message.ENTRY));

    private final Path directory;
    private final SortedMap<String, Path> files = new TreeMap<>();

    private ExternalData(Path directory) {
        this.directory = directory;
    }

    /**
     * The files by the names that the model gives them.
     *
     * @throws InvalidProtocolBufferException when it is no ONNX model
     * @throws IOException when it cannot be read, or names what is no file of its directory
     */
    public static SortedMap<String, Path> of(Path modelFile) throws IOException {
        Path parent = modelFile.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IOException(modelFile + " is in no directory");
        }
        ExternalData data = new ExternalData(parent.toRealPath());
        try (InputStream bytes = Files.newInputStream(modelFile)) {
            CodedInputStream in = CodedInputStream.newInstance(bytes);
            in.setSizeLimit(Integer.MAX_VALUE);
            data.read(Message.MODEL, in, 0);
        }
        return data.files;
    }

    private void read(Message message, CodedInputStream in, int depth) throws IOException {
        if (depth > DEEPEST * 3) {
            throw new IOException("the model's graphs are nested more than " + DEEPEST + " deep");
        }
        Map<Integer, Message> within = WITHIN.getOrDefault(message, Map.of());
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            Message inner = within.get(WireFormat.getTagFieldNumber(tag));
            if (inner == null
                    || WireFormat.getTagWireType(tag) != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
                if (!in.skipField(tag)) {
                    throw new InvalidProtocolBufferException("a group ends that did not begin");
                }
                continue;
            }
            int limit = in.pushLimit(in.readRawVarint32());
            if (inner == Message.ENTRY) {
                entry(in);
            } else {
                read(inner, in, depth + 1);
            }
            in.checkLastTagWas(0);
            in.popLimit(limit);
        }
    }

    private void entry(CodedInputStream in) throws IOException {
        String key = "";
        String value = "";
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case ENTRY_KEY -> key = in.readString();
                case ENTRY_VALUE -> value = in.readString();
                default -> in.skipField(tag);
            }
        }
        if (key.equals("location")) {
            files.put(value, file(value));
        }
    }

    /** Neither by its name nor by a link may it be elsewhere. */
    private Path file(String location) throws IOException {
        try {
            Path named = Path.of(location);
            Path file = directory.resolve(named).normalize();
            if (!named.isAbsolute()
                    && file.startsWith(directory)
                    && Files.isRegularFile(file)
                    && file.toRealPath().startsWith(directory)) {
                return file;
            }
        } catch (InvalidPathException e) {
            throw new IOException("the model names weights that can be no file", e);
        }
        throw new IOException(
                "the model keeps weights in '%s', which is no file of %s"
                        .formatted(location, directory));
    }
}
