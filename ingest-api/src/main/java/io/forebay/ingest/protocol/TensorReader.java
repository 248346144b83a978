package io.forebay.ingest.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.forebay.ingest.json.StrictJson;
import io.forebay.schemas.tensor.Datatype;
import io.forebay.schemas.tensor.Shape;
import io.forebay.schemas.wire.WireTensor;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads the input tensors of one OIP request. Confined to one request. */
final class TensorReader {

    private static final List<String> MEMBERS =
            List.of("name", "shape", "datatype", "parameters", "data");
    private static final int MAX_NAME = 256;

    /** The most bytes that one character of JSON can stand for: {@code 0,} is an FP64. */
    private static final int BYTES_PER_CHARACTER = 4;

    private final RequestBody body;
    private final int jsonLength;
    private final Faults faults;
    private int binaryAt;

    TensorReader(RequestBody body, int jsonLength, Faults faults) {
        this.body = body;
        this.jsonLength = jsonLength;
        this.faults = faults;
        this.binaryAt = jsonLength;
    }

    /** Bytes behind the JSON that no tensor has claimed. */
    int unclaimed() {
        return body.length() - binaryAt;
    }

    /** The tensor that the parser is at, unless it has a fault. */
    Optional<WireTensor> read(JsonParser in, String at) throws IOException {
        if (in.currentToken() != JsonToken.START_OBJECT) {
            return JsonValues.fault(in, at, "expected an object", faults);
        }
        int before = faults.count();
        TensorDraft draft = new TensorDraft();
        Members members = new Members(at, MEMBERS, faults);
        while (members.next(in)) {
            member(in, at, draft);
        }
        return faults.count() == before ? finish(at, draft) : Optional.empty();
    }

    private void member(JsonParser in, String at, TensorDraft draft) throws IOException {
        switch (in.currentName()) {
            case "name" ->
                    draft.name = JsonValues.text(in, at + "/name", MAX_NAME, faults).orElse(null);
            case "shape" -> draft.shape = JsonValues.shape(in, at + "/shape", faults).orElse(null);
            case "datatype" -> draft.datatype = datatype(in, at + "/datatype");
            case "parameters" -> parameters(in, at + "/parameters", draft);
            default -> data(in, at + "/data", draft);
        }
    }

    private @Nullable Datatype datatype(JsonParser in, String at) throws IOException {
        Optional<String> text = JsonValues.text(in, at, MAX_NAME, faults);
        Optional<Datatype> datatype = text.flatMap(Datatype::parse);
        if (text.isPresent() && datatype.isEmpty()) {
            faults.add(at, "expected one of " + List.of(Datatype.values()));
        }
        return datatype.orElse(null);
    }

    private void parameters(JsonParser in, String at, TensorDraft draft) throws IOException {
        draft.parametersSeen = true;
        if (in.currentToken() != JsonToken.START_OBJECT) {
            JsonValues.fault(in, at, "expected an object", faults);
            return;
        }
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            in.nextToken();
            if (name.equals("binary_data_size")) {
                Optional<Long> size = JsonValues.count(in, at + "/binary_data_size", faults);
                draft.binarySize = size.map(OptionalLong::of).orElse(OptionalLong.empty());
            } else if (name.equals("content_type")) {
                draft.base64 = "base64".equals(in.getValueAsString());
                in.skipChildren();
            } else {
                // Open by the protocol: other servers' parameters are not ours to judge.
                in.skipChildren();
            }
        }
    }

    private void data(JsonParser in, String at, TensorDraft draft) throws IOException {
        draft.dataSeen = true;
        if (draft.readable()) {
            draft.data = elements(in, at, draft).orElse(null);
        } else {
            draft.dataStart = (int) in.currentTokenLocation().getByteOffset();
            in.skipChildren();
            draft.dataEnd = (int) in.currentLocation().getByteOffset();
        }
    }

    private Optional<ByteString> elements(JsonParser in, String at, TensorDraft draft)
            throws IOException {
        Shape shape = draft.shape;
        Datatype type = draft.datatype;
        if (shape == null || type == null) {
            throw new IllegalStateException("a draft is read when it is readable");
        }
        OptionalLong count = count(shape);
        if (count.isEmpty()) {
            return JsonValues.fault(in, at, "the shape is beyond any limit", faults);
        }
        LittleEndianBuffer out =
                new LittleEndianBuffer(
                        count.getAsLong() * Math.max(1, type.size()),
                        jsonLength * BYTES_PER_CHARACTER);
        ElementReader element = new ElementReader(type, draft.base64, out);
        return new DataReader(in, at, shape, count.getAsLong(), element, faults).read(out);
    }

    private Optional<WireTensor> finish(String at, TensorDraft draft) throws IOException {
        if (draft.name == null || draft.shape == null || draft.datatype == null) {
            faults.add(at, "needs 'name', 'shape' and 'datatype'");
            return Optional.empty();
        }
        if (draft.dataStart >= 0) {
            deferred(at + "/data", draft);
        }
        if (draft.dataSeen == draft.binarySize.isPresent()) {
            faults.add(at, "needs either 'data' or the parameter 'binary_data_size'");
            return Optional.empty();
        }
        ByteString data = draft.dataSeen ? draft.data : binary(at, draft).orElse(null);
        return data == null
                ? Optional.empty()
                : Optional.of(
                        WireTensor.newBuilder()
                                .setName(draft.name)
                                .setDatatype(draft.datatype.name())
                                .addAllShape(draft.shape.dimensions())
                                .setData(data)
                                .build());
    }

    private void deferred(String at, TensorDraft draft) throws IOException {
        int length = draft.dataEnd - draft.dataStart;
        try (JsonParser again = StrictJson.parser(body.bytes(), draft.dataStart, length)) {
            again.nextToken();
            draft.data = elements(again, at, draft).orElse(null);
        }
    }

    /** The next bytes behind the JSON; Tensors are checked against their shapes later. */
    private Optional<ByteString> binary(String at, TensorDraft draft) {
        long size = draft.binarySize.orElseThrow();
        if (size > unclaimed()) {
            faults.add(
                    at + "/parameters/binary_data_size",
                    "is %d where %d bytes are left".formatted(size, unclaimed()));
            return Optional.empty();
        }
        ByteString data = UnsafeByteOperations.unsafeWrap(body.bytes(), binaryAt, (int) size);
        binaryAt += (int) size;
        return Optional.of(data);
    }

    private static OptionalLong count(Shape shape) {
        try {
            // Eight bytes an element at most: the product must not overflow either.
            long count = shape.elements();
            Math.multiplyExact(count, (long) Long.BYTES);
            return OptionalLong.of(count);
        } catch (ArithmeticException e) {
            return OptionalLong.empty();
        }
    }
}
