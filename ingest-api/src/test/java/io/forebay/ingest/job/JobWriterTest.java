package io.forebay.ingest.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.protobuf.ByteString;
import io.forebay.ingest.json.Rendered;
import io.forebay.ingest.testing.TestingStore;
import io.forebay.schemas.document.JobWriter;
import io.forebay.schemas.document.Outputs;
import io.forebay.schemas.payload.Payloads;
import io.forebay.schemas.wire.Attempt;
import io.forebay.schemas.wire.CacheInfo;
import io.forebay.schemas.wire.CacheStatus;
import io.forebay.schemas.wire.Execution;
import io.forebay.schemas.wire.InferenceOutput;
import io.forebay.schemas.wire.JobState;
import io.forebay.schemas.wire.Lane;
import io.forebay.schemas.wire.ModelRef;
import io.forebay.schemas.wire.Payload;
import io.forebay.schemas.wire.State;
import io.forebay.schemas.wire.WireProblem;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class JobWriterTest {

    private static final long CREATED = 1_700_000_000_000L;

    private final JobWriter writer =
            new JobWriter(new Outputs(new Payloads(new TestingStore(), 1)));

    @Test
    void writesEverythingThatIsKnown() throws JsonProcessingException {
        JobState state =
                JobState.newBuilder()
                        .setJobId("job_1")
                        .setTenant("secret tenant")
                        .setVersion(3)
                        .setState(State.SUCCEEDED)
                        .setModel(
                                ModelRef.newBuilder()
                                        .setName("m")
                                        .setVersion("2")
                                        .setDigest(
                                                ByteString.copyFrom(new byte[] {1, (byte) 0xab})))
                        .setLane(Lane.BULK)
                        .setCreatedAt(CREATED)
                        .setStartedAt(CREATED + 7)
                        .setFinishedAt(CREATED + 20)
                        .setExpiresAt(CREATED + 1000)
                        .setDeadline(CREATED + 500)
                        .setStartBy(CREATED + 400)
                        .setOutput(
                                io.forebay.ingest.testing.Outputs.inline(
                                        io.forebay.ingest.testing.Outputs.floats(
                                                "y", new long[] {1}, 0.5f)))
                        .setCache(
                                CacheInfo.newBuilder()
                                        .setStatus(CacheStatus.HIT)
                                        .setAgeMs(1500)
                                        .setComputedBy("job_0"))
                        .addAttempts(
                                Attempt.newBuilder()
                                        .setNumber(1)
                                        .setWorker("w")
                                        .setStartedAt(CREATED + 7)
                                        .setEndedAt(CREATED + 20)
                                        .setError(
                                                WireProblem.newBuilder()
                                                        .setCode("execution-failed")
                                                        .setDetail("out of memory")))
                        .setExecution(
                                Execution.newBuilder()
                                        .setBatchSize(4)
                                        .setBatchWaitUs(1250)
                                        .setInferUs(3000)
                                        .setExecutionProvider("cuda")
                                        .setPrecision("fp16"))
                        .putMetadata("b", "2")
                        .putMetadata("a", "1")
                        .setRedriveOf("job_9")
                        .build();

        assertThat(text(state))
                .isEqualTo(
                        """
                        {"id":"job_1","object":"job","model":"m","modelVersion":"2","lane":"bulk","state":"succeeded",\
                        "terminal":true,"version":3,"cache":{"status":"hit","age":1.5,"computedBy":"job_0"},\
                        "redriveOf":"job_9","createdAt":"2023-11-14T22:13:20.000Z","startedAt":"2023-11-14T22:13:20.007Z",\
                        "finishedAt":"2023-11-14T22:13:20.020Z","expiresAt":"2023-11-14T22:13:21.000Z",\
                        "startBy":"2023-11-14T22:13:20.400Z","deadline":"2023-11-14T22:13:20.500Z",\
                        "attempts":[{"n":1,"worker":"w","startedAt":"2023-11-14T22:13:20.007Z",\
                        "endedAt":"2023-11-14T22:13:20.020Z","error":{"type":"urn:forebay:problem:execution-failed",\
                        "title":"The model could not be run","status":502,"detail":"out of memory",\
                        "code":"execution-failed"}}],\
                        "outputs":[{"name":"y","datatype":"FP32","shape":[1],"data":[0.5]}],\
                        "timings":{"queueMs":7,"batchWaitMs":1.25,"inferMs":3.0,"totalMs":20},"batchSize":4,\
                        "provenance":{"modelDigest":"sha256:01ab","executionProvider":"cuda","precision":"fp16"},\
                        "metadata":{"a":"1","b":"2"},"links":{"self":"/v1/jobs/job_1","events":"/v1/jobs/job_1/events",\
                        "deliveries":"/v1/jobs/job_1/deliveries"}}\
                        """);
    }

    @Test
    void saysToWhichFlightAndLineItBelongs() throws JsonProcessingException {
        JobState state =
                JobState.newBuilder()
                        .setJobId("job_1")
                        .setState(State.RUNNING)
                        .setFlightKey(ByteString.copyFrom(new byte[] {1, (byte) 0xab}))
                        .setBatchId("batch_1")
                        .setBatchLine(7)
                        .setCustomId("seven")
                        .build();

        assertThat(text(state))
                .contains("\"flight\":\"01ab\"")
                .contains("\"batch\":{\"id\":\"batch_1\",\"line\":7,\"customId\":\"seven\"}");
    }

    @Test
    void leavesOutWhatIsNotKnown() {
        assertThat(
                        text(
                                JobState.newBuilder()
                                        .setJobId("job_1")
                                        .setState(State.QUEUED)
                                        .setCreatedAt(CREATED)
                                        .setQueueReason("retrying")
                                        .build()))
                .isEqualTo(
                        """
                        {"id":"job_1","object":"job","state":"queued","terminal":false,"version":0,\
                        "createdAt":"2023-11-14T22:13:20.000Z","queue":{"reason":"retrying"},"metadata":{},\
                        "links":{"self":"/v1/jobs/job_1","events":"/v1/jobs/job_1/events",\
                        "deliveries":"/v1/jobs/job_1/deliveries","cancel":"/v1/jobs/job_1/cancel"}}\
                        """);
    }

    @Test
    void writesDetectionsForPeople() throws JsonProcessingException {
        JsonNode job =
                json(
                        output(
                                InferenceOutput.newBuilder()
                                        .setTask("object-detection")
                                        .addOutputs(
                                                io.forebay.ingest.testing.Outputs.floats(
                                                        "boxes",
                                                        new long[] {2, 4},
                                                        1,
                                                        2,
                                                        3,
                                                        4,
                                                        5,
                                                        6,
                                                        7,
                                                        8))
                                        .addOutputs(
                                                io.forebay.ingest.testing.Outputs.floats(
                                                        "scores", new long[] {2}, 0.5f, 0.25f))
                                        .addOutputs(
                                                io.forebay.ingest.testing.Outputs.texts(
                                                        "labels", "cat", "dog"))));

        assertThat(job.path("detections").toString())
                .isEqualTo(
                        """
                        [{"label":"cat","score":0.5,"box":{"x1":1.0,"y1":2.0,"x2":3.0,"y2":4.0}},\
                        {"label":"dog","score":0.25,"box":{"x1":5.0,"y1":6.0,"x2":7.0,"y2":8.0}}]\
                        """);
        assertThat(job.path("outputs")).hasSize(3);
    }

    @Test
    void writesClassesForPeople() throws JsonProcessingException {
        InferenceOutput.Builder classes =
                InferenceOutput.newBuilder()
                        .setTask("image-classification")
                        .addOutputs(
                                io.forebay.ingest.testing.Outputs.floats(
                                        "scores", new long[] {1}, 0.5f))
                        .addOutputs(io.forebay.ingest.testing.Outputs.texts("labels", "cat"));

        assertThat(json(output(classes)).path("classes").toString())
                .isEqualTo("[{\"label\":\"cat\",\"score\":0.5}]");
        // Outputs that are not of the task's form are shown as they are.
        assertThat(json(output(classes.setTask("object-detection"))).has("detections")).isFalse();
        assertThat(json(output(classes.clearTask())).has("classes")).isFalse();
    }

    private static JobState output(InferenceOutput.Builder output) {
        return JobState.newBuilder()
                .setJobId("job_1")
                .setState(State.SUCCEEDED)
                .setOutput(Payload.newBuilder().setInline(output.build().toByteString()))
                .build();
    }

    private JsonNode json(JobState state) throws JsonProcessingException {
        return new JsonMapper().readTree(text(state));
    }

    private String text(JobState state) {
        return new String(
                Rendered.json(out -> writer.write(out, state)).toByteArray(),
                StandardCharsets.UTF_8);
    }
}
