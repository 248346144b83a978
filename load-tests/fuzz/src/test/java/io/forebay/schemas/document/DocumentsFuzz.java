package io.forebay.schemas.document;

import static io.forebay.fuzz.Property.holds;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.forebay.schemas.payload.PayloadStore;
import io.forebay.schemas.payload.PayloadStoreException;
import io.forebay.schemas.payload.Payloads;
import io.forebay.schemas.wire.BatchState;
import io.forebay.schemas.wire.JobState;
import io.forebay.schemas.wire.PayloadRef;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.time.InstantSource;

/**
 * States as they lie in the view, of whatever a producer or a worker put into them: JSON, always.
 */
final class DocumentsFuzz {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final JobWriter JOBS =
            new JobWriter(new Outputs(new Payloads(new NoStore(), Integer.MAX_VALUE)));
    private static final BatchWriter BATCHES =
            new BatchWriter(InstantSource.fixed(Instant.ofEpochSecond(1_800_000_000)));

    @FuzzTest
    void states(byte[] bytes) throws IOException {
        try {
            job(JobState.parseFrom(bytes));
        } catch (InvalidProtocolBufferException e) {
            // The view's reader says that it is none.
        }
        try {
            batch(BatchState.parseFrom(bytes));
        } catch (InvalidProtocolBufferException e) {
            // As above.
        }
    }

    private static void job(JobState job) throws IOException {
        for (JobState state : Steps.after(job, 0)) {
            StringWriter text = new StringWriter();
            try (JsonGenerator out = MAPPER.createGenerator(text)) {
                JOBS.write(out, state);
            } catch (PayloadStoreException e) {
                continue;
            }
            JsonNode read = MAPPER.readTree(text.toString());
            holds(read.path("id").asText().equals(job.getJobId()), "another job");
            holds(read.path("terminal").isBoolean(), "ended or not");
        }
    }

    private static void batch(BatchState batch) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = MAPPER.createGenerator(text)) {
            BATCHES.write(out, batch);
        }
        holds(MAPPER.readTree(text.toString()).path("terminal").isBoolean(), "ended or not");
    }

    private static final class NoStore implements PayloadStore {

        @Override
        public PayloadRef put(String key, ByteString payload) {
            throw new PayloadStoreException("nothing is kept here");
        }

        @Override
        public ByteString get(PayloadRef ref) {
            throw new PayloadStoreException("nothing is kept here");
        }

        @Override
        public void delete(String key) {
            // Nothing is kept here.
        }
    }
}
