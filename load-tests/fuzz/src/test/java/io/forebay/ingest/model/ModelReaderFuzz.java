package io.forebay.ingest.model;

import static io.forebay.fuzz.Property.holds;
import static io.forebay.fuzz.Property.same;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.ByteString;
import io.forebay.fuzz.StrictDocument;
import io.forebay.ingest.problem.RefusedException;
import io.forebay.ingest.protocol.BodyKind;
import io.forebay.ingest.protocol.InferenceReader;
import io.forebay.ingest.protocol.RequestBody;
import io.forebay.schemas.model.InputCheck;
import io.forebay.schemas.model.Model;
import io.forebay.schemas.tensor.Shape;
import io.forebay.schemas.wire.ModelRecord;
import io.forebay.schemas.wire.WireTensor;
import java.time.Instant;
import java.util.List;

/** A model that is applied over HTTP: whatever is taken can be read by every service, and asked. */
final class ModelReaderFuzz {

    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
    private static final RequestBody EIGHT = new RequestBody(new byte[8], 8);

    @FuzzTest
    void model(byte[] bytes) throws Exception {
        ModelRecord record;
        try {
            record = ModelReader.read("m", "1", new RequestBody(bytes, bytes.length), NOW);
        } catch (RefusedException e) {
            holds(e.refusal().code().status() / 100 == 4, "the client is to blame, says " + e);
            return;
        }
        holds(StrictDocument.isOne(bytes), "a model that is no document");
        same(ModelRecord.parseFrom(record.toByteArray()), record, "written and read again");
        Model model = Model.of(record);
        try {
            InferenceReader.read(model, new BodyKind.RawTensor(false), EIGHT);
        } catch (RefusedException e) {
            // Eight bytes are no input of this model.
        }
        List<WireTensor> some =
                model.inputs().stream()
                        .map(input ->
                                WireTensor.newBuilder()
                                        .setName(input.name())
                                        .setDatatype(input.datatype().name())
                                        .addAllShape(
                                                input.shape().dimensions().stream()
                                                        .map(size -> size == Shape.ANY ? 1 : size)
                                                        .toList())
                                        .setData(ByteString.EMPTY)
                                        .build())
                        .toList();
        new InputCheck(model, (where, what) -> holds(!what.isEmpty(), "a fault without a word"))
                .inputs(some);
    }
}
