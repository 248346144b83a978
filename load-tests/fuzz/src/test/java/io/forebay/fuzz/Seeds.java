package io.forebay.fuzz;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import io.forebay.loadtests.onnx.OnnxModelBuilder;
import io.forebay.schemas.id.FlightKey;
import io.forebay.schemas.id.JobIdMint;
import io.forebay.schemas.tensor.Datatype;
import io.forebay.schemas.wire.Answered;
import io.forebay.schemas.wire.BatchAppended;
import io.forebay.schemas.wire.BatchCanceled;
import io.forebay.schemas.wire.BatchEvent;
import io.forebay.schemas.wire.BatchLineChanged;
import io.forebay.schemas.wire.BatchOpened;
import io.forebay.schemas.wire.BatchRetried;
import io.forebay.schemas.wire.BatchRetriedLine;
import io.forebay.schemas.wire.BatchSealed;
import io.forebay.schemas.wire.BatchState;
import io.forebay.schemas.wire.CacheMode;
import io.forebay.schemas.wire.Callback;
import io.forebay.schemas.wire.Cancellation;
import io.forebay.schemas.wire.Completion;
import io.forebay.schemas.wire.Deletion;
import io.forebay.schemas.wire.Execution;
import io.forebay.schemas.wire.Failed;
import io.forebay.schemas.wire.FlightPolicy;
import io.forebay.schemas.wire.InferenceInput;
import io.forebay.schemas.wire.InferenceOutput;
import io.forebay.schemas.wire.JobEvent;
import io.forebay.schemas.wire.JobState;
import io.forebay.schemas.wire.Landed;
import io.forebay.schemas.wire.Lane;
import io.forebay.schemas.wire.Media;
import io.forebay.schemas.wire.ModelRef;
import io.forebay.schemas.wire.Payload;
import io.forebay.schemas.wire.PayloadRef;
import io.forebay.schemas.wire.Skipped;
import io.forebay.schemas.wire.Started;
import io.forebay.schemas.wire.State;
import io.forebay.schemas.wire.Submission;
import io.forebay.schemas.wire.Transition;
import io.forebay.schemas.wire.WireProblem;
import io.forebay.schemas.wire.WireTensor;
import io.forebay.schemas.wire.WorkItem;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;

/**
 * Writes the seeds that nobody can write by hand, under {@code src/test/resources}: messages of the
 * contract, pictures, ONNX files. To be run when the contract gets a field.
 */
@SuppressWarnings("AvoidValueSetter") // Numbers that no release knows yet.
final class Seeds {

    private static final long NOW = 1_800_000_000_000L;
    private static final Path RESOURCES = Path.of("src/test/resources/io/forebay");
    private static final FlightKey FLIGHT = FlightKey.of(new byte[32]);
    private static final JobIdMint MINT =
            new JobIdMint(
                    new byte[32],
                    InstantSource.fixed(Instant.ofEpochMilli(NOW)),
                    new Random(1),
                    Duration.ofDays(1));
    private static final String JOB = MINT.mint("acme", FLIGHT.route()).text();
    private static final String OTHER = MINT.mint("acme", FLIGHT.route()).text();
    private static final String BATCH = MINT.mintBatch("acme").text();
    private static final ModelRef MODEL =
            ModelRef.newBuilder()
                    .setName("m")
                    .setVersion("1")
                    .setDigest(ByteString.copyFromUtf8("d"))
                    .build();
    private static final WireTensor TENSOR =
            WireTensor.newBuilder()
                    .setName("f")
                    .setDatatype("FP32")
                    .addShape(1)
                    .addShape(2)
                    .setData(ByteString.copyFrom(new byte[8]))
                    .build();
    private static final WireTensor TEXTS =
            WireTensor.newBuilder()
                    .setName("s")
                    .setDatatype("BYTES")
                    .addShape(1)
                    .addShape(1)
                    .setData(ByteString.copyFrom(new byte[] {1, 0, 0, 0, 'a'}))
                    .build();

    private Seeds() {}

    public static void main(String[] args) throws IOException {
        jobEvents();
        batchEvents();
        states();
        tensors();
        models();
        pictures();
    }

    private static void jobEvents() throws IOException {
        String to = "dispatcher/topology/JobEventsFuzz:events";
        Submission job = submission(JOB).build();
        Submission other = submission(OTHER).build();
        Completion.Builder done =
                Completion.newBuilder()
                        .setFlightKey(FLIGHT.bytes())
                        .setFlightId(JOB)
                        .setAttempt(1)
                        .setWorker("w")
                        .setStartedAt(NOW)
                        .setEndedAt(NOW + 5);
        WorkItem item = item(job);
        byte[] landed =
                second(
                        done.clone()
                                .setLanded(
                                        Landed.newBuilder()
                                                .setOutput(inline("out"))
                                                .setExecution(
                                                        Execution.newBuilder().setBatchSize(2)))
                                .build());
        byte[] started = second(done.clone().setStarted(Started.getDefaultInstance()).build());
        WireProblem problem =
                WireProblem.newBuilder().setCode("out-of-memory").setDetail("x").build();
        byte[] failed =
                second(
                        done.clone()
                                .setFailed(
                                        Failed.newBuilder()
                                                .setProblem(problem)
                                                .setTransient(true)
                                                .setItem(item))
                                .build());
        byte[] skipped =
                second(
                        done.clone()
                                .setSkipped(Skipped.newBuilder().setProblem(problem).setItem(item))
                                .build());
        write(
                to,
                "lands",
                first(event(job)),
                first(event(other)),
                started,
                landed,
                first(event(job)));
        write(to, "fails", first(event(job)), failed, started, skipped);
        write(
                to,
                "cancels",
                first(event(job)),
                first(
                        JobEvent.newBuilder()
                                .setCancellation(
                                        Cancellation.newBuilder().setJobId(JOB).setTenant("acme"))
                                .build()),
                first(
                        JobEvent.newBuilder()
                                .setDeletion(
                                        Deletion.newBuilder()
                                                .setJobId(JOB)
                                                .setTenant("acme")
                                                .setFlightKey(FLIGHT.bytes()))
                                .build()));
        write(
                to,
                "line-of-a-batch",
                first(
                        event(
                                submission(JOB)
                                        .setBatchId(BATCH)
                                        .setBatchLine(3)
                                        .setCustomId("c")
                                        .setInput(ref())
                                        .setOrderingKey("k")
                                        .setCacheMode(CacheMode.BYPASS)
                                        .build())));
        write(
                to,
                "answered",
                first(
                        event(
                                submission(JOB)
                                        .setAnswered(
                                                Answered.newBuilder()
                                                        .setOutput(inline("out"))
                                                        .setLandedAt(NOW - 5)
                                                        .setComputedBy(OTHER))
                                        .build())));
        write(to, "lane-of-a-later-release", first(event(submission(JOB).setLaneValue(7).build())));
        write(
                to,
                "fewer-entries-than-none",
                first(event(submission(JOB).setPolicy(policy().setCacheMaxEntries(-1)).build())),
                landed);
        write(
                to,
                "trace-of-no-flags",
                first(
                        event(
                                submission(JOB)
                                        .setTraceparent("00-" + "1".repeat(49) + "-x1")
                                        .build())));
        write(
                to,
                "model-without-a-topic",
                first(
                        event(
                                submission(JOB)
                                        .setModel(MODEL.toBuilder().setName("absent"))
                                        .build())));
    }

    private static void batchEvents() throws IOException {
        String to = "dispatcher/topology/BatchEventsFuzz:events";
        byte[] opened =
                first(
                        batch().setOpened(
                                        BatchOpened.newBuilder()
                                                .setDeadline(NOW + 3_600_000)
                                                .setRetentionMs(1_000)
                                                .setIdleMs(60_000)
                                                .setOutput("s3://b/acme/")
                                                .setCallback(
                                                        Callback.newBuilder().setUrl("https://h/")))
                                .build());
        byte[] appended =
                first(
                        batch().setAppended(
                                        BatchAppended.newBuilder()
                                                .setFirstLine(1)
                                                .addJobIds(JOB)
                                                .addJobIds("")
                                                .addJobIds(OTHER)
                                                .setEndOffset(30)
                                                .setUpload("u"))
                                .build());
        byte[] sealed = first(batch().setSealed(BatchSealed.getDefaultInstance()).build());
        byte[] changed =
                first(
                        batch().setLineChanged(
                                        BatchLineChanged.newBuilder()
                                                .setLine(1)
                                                .setJobId(JOB)
                                                .setVersion(2)
                                                .setState(State.FAILED))
                                .build());
        byte[] retried =
                first(
                        batch().setRetried(
                                        BatchRetried.newBuilder()
                                                .addLines(
                                                        BatchRetriedLine.newBuilder()
                                                                .setLine(1)
                                                                .setJobId(OTHER)
                                                                .setRound(1)))
                                .build());
        write(to, "runs", opened, appended, sealed, changed, retried);
        write(
                to,
                "is-canceled",
                opened,
                appended,
                first(batch().setCanceled(BatchCanceled.getDefaultInstance()).build()));
        write(
                to,
                "state-of-a-later-release",
                opened,
                appended,
                first(
                        batch().setLineChanged(
                                        BatchLineChanged.newBuilder()
                                                .setLine(1)
                                                .setJobId(JOB)
                                                .setVersion(2)
                                                .setStateValue(9)
                                                .setCacheValue(9))
                                .build()));
    }

    private static void states() throws IOException {
        InferenceOutput output =
                InferenceOutput.newBuilder()
                        .setTask("object-detection")
                        .addOutputs(tensor("scores", "FP32", 1, new byte[4]))
                        .addOutputs(tensor("labels", "BYTES", 1, new byte[] {1, 0, 0, 0, 'a'}))
                        .addOutputs(tensor("boxes", "FP32", 4, new byte[16]))
                        .build();
        JobState job =
                JobState.newBuilder()
                        .setJobId(JOB)
                        .setTenant("acme")
                        .setVersion(3)
                        .setState(State.SUCCEEDED)
                        .setModel(MODEL)
                        .setLane(Lane.BULK)
                        .setCreatedAt(NOW)
                        .setStartedAt(NOW + 1)
                        .setFinishedAt(NOW + 2)
                        .setExpiresAt(NOW + 60_000)
                        .setOutput(Payload.newBuilder().setInline(output.toByteString()))
                        .setExecution(Execution.newBuilder().setBatchSize(1).setInferUs(7))
                        .setFlightKey(FLIGHT.bytes())
                        .setCacheUntil(NOW + 60_000)
                        .setBatchId(BATCH)
                        .setRedriveOf(OTHER)
                        .addHistory(Transition.newBuilder().setVersion(1).setAt(NOW))
                        .addHistory(
                                Transition.newBuilder()
                                        .setVersion(3)
                                        .setState(State.SUCCEEDED)
                                        .setAt(NOW))
                        .build();
        BatchState batch =
                BatchState.newBuilder()
                        .setBatchId(BATCH)
                        .setTenant("acme")
                        .setVersion(2)
                        .setOutput("s3://b/acme/")
                        .setExpiresAt(NOW + 60_000)
                        .setRate(2.5)
                        .build();
        JobState cut =
                job.toBuilder()
                        .setOutput(
                                Payload.newBuilder()
                                        .setInline(
                                                InferenceOutput.newBuilder()
                                                        .addOutputs(
                                                                tensor("y", "FP32", 1, new byte[3]))
                                                        .build()
                                                        .toByteString()))
                        .build();
        for (String to :
                List.of(
                        "schemas/document/DocumentsFuzz:states",
                        "results/projection/JobStatesFuzz:states")) {
            write(to, "job", job.toByteArray());
            write(to, "batch", batch.toByteArray());
            write(
                    to,
                    "later-release",
                    job.toBuilder().setLaneValue(9).setStateValue(9).build().toByteArray());
            write(to, "output-cut-short", cut.toByteArray());
        }
        String contract = "schemas/topic/ContractFuzz:message";
        write(contract, "submission", new byte[] {0}, event(submission(JOB).build()).toByteArray());
        write(contract, "job-state", new byte[] {2}, job.toByteArray());
        write(contract, "batch", new byte[] {8}, batch.toByteArray());
        write(contract, "work", new byte[] {14}, item(submission(JOB).build()).toByteArray());
    }

    private static void tensors() throws IOException {
        String to = "schemas/tensor/TensorFuzz:tensor";
        write(to, "floats", TENSOR.toByteArray());
        write(to, "texts", TEXTS.toByteArray());
        WireTensor beyond =
                TEXTS.toBuilder().clearShape().addShape(1L << 40).addShape(1L << 40).build();
        write(to, "texts-beyond-any-limit", beyond.toByteArray());
        String inputs = "worker/onnx/PreparedInputFuzz:input";
        write(
                inputs,
                "many",
                InferenceInput.newBuilder()
                        .addTensors(TENSOR)
                        .addTensors(TEXTS)
                        .addTensors(tensor("u", "UINT64", 1, new byte[8]))
                        .addTensors(
                                WireTensor.newBuilder()
                                        .setName("b")
                                        .setDatatype("BOOL")
                                        .setData(ByteString.copyFrom(new byte[1])))
                        .addRequestedOutputs("y")
                        .build()
                        .toByteArray());
        write(
                inputs,
                "halves-of-no-rows",
                InferenceInput.newBuilder()
                        .addTensors(
                                WireTensor.newBuilder()
                                        .setName("x")
                                        .setDatatype("FP16")
                                        .addAllShape(List.of(0L, 1L, 1L, 1L << 32)))
                        .build()
                        .toByteArray());
        write(
                inputs,
                "texts-beyond-any-limit",
                InferenceInput.newBuilder()
                        .addTensors(TENSOR)
                        .addTensors(beyond)
                        .build()
                        .toByteArray());
        write(
                inputs,
                "texts",
                InferenceInput.newBuilder()
                        .addTensors(tensor("x", "BYTES", 1, new byte[] {1, 0, 0, 0, 'a'}))
                        .build()
                        .toByteArray());
        write(
                inputs,
                "picture",
                InferenceInput.newBuilder()
                        .setMedia(Media.newBuilder().setData(ByteString.copyFrom(encoded("png"))))
                        .build()
                        .toByteArray());
    }

    private static void models() throws IOException {
        byte[] model =
                OnnxModelBuilder.named("m")
                        .input("x", Datatype.FP32, "N", 2)
                        .node("Identity", "x", "y")
                        .output("y", Datatype.FP32, "N", 2)
                        .build();
        write("client/model/OnnxSignatureFuzz:signature", "identity", model);
        write("schemas/model/ExternalDataFuzz:externalData", "identity", model);
        for (String location : List.of("w", "s", "../secret", "/etc/hostname")) {
            String name = "weights-" + location.replaceAll("\\W", "_");
            write("schemas/model/ExternalDataFuzz:externalData", name, external(location));
        }
        byte[] nested = field(1, new byte[] {8, 1});
        for (int i = 0; i < 3_000; i++) {
            nested = field(4, field(1, nested));
        }
        byte[] graph =
                join(
                        field(
                                11,
                                join(
                                        field(
                                                1,
                                                "x"
                                                        .getBytes(
                                                                java.nio.charset.StandardCharsets
                                                                        .UTF_8)),
                                        field(2, nested))));
        write(
                "client/model/OnnxSignatureFuzz:signature",
                "sequences-in-sequences",
                field(7, graph));
    }

    /** A model with one weight, which lies elsewhere. */
    private static byte[] external(String location) {
        byte[] entry =
                join(
                        field(1, "location".getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                        field(2, location.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        return field(7, field(5, field(13, entry)));
    }

    private static void pictures() throws IOException {
        for (String to :
                List.of("worker/image/ScanFuzz:scan", "worker/image/PictureFuzz:picture")) {
            for (String format : List.of("jpeg", "png", "gif", "bmp")) {
                write(to, format, encoded(format));
            }
            write(
                    to,
                    "webp",
                    Base64.getDecoder().decode("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA=="));
        }
    }

    private static byte[] encoded(String format) throws IOException {
        BufferedImage image = new BufferedImage(4, 3, BufferedImage.TYPE_INT_RGB);
        image.setRGB(1, 1, 0xff8000);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, format, bytes);
        return bytes.toByteArray();
    }

    private static Submission.Builder submission(String id) {
        return Submission.newBuilder()
                .setJobId(id)
                .setTenant("acme")
                .setFlightKey(FLIGHT.bytes())
                .setModel(MODEL)
                .setCreatedAt(NOW)
                .setStartBy(NOW + 30_000)
                .setDeadline(NOW + 300_000)
                .setPolicy(policy())
                .putMetadata("a", "b")
                .setInput(inline("in"))
                .setTraceparent("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
    }

    private static FlightPolicy.Builder policy() {
        return FlightPolicy.newBuilder()
                .setCacheTtlMs(60_000)
                .setCacheMaxEntries(2)
                .setRunTimeoutMs(5_000)
                .setMaxAttempts(2)
                .setBackoffMs(100)
                .setMaxBackoffMs(1_000)
                .setRetentionMs(86_400_000);
    }

    private static WorkItem item(Submission job) {
        return WorkItem.newBuilder()
                .setFlightKey(job.getFlightKey())
                .setFlightId(job.getJobId())
                .setAttempt(1)
                .setTenant("acme")
                .setModel(MODEL)
                .setInput(job.getInput())
                .build();
    }

    private static BatchEvent.Builder batch() {
        return BatchEvent.newBuilder().setBatchId(BATCH).setTenant("acme").setAt(NOW);
    }

    private static JobEvent event(Submission submission) {
        return JobEvent.newBuilder().setSubmission(submission).build();
    }

    private static Payload inline(String text) {
        return Payload.newBuilder().setInline(ByteString.copyFromUtf8(text)).build();
    }

    private static Payload ref() {
        String key = "inputs/%s-%s-%d".formatted(FLIGHT.hex(), JOB, NOW);
        return Payload.newBuilder().setRef(PayloadRef.newBuilder().setKey(key).setSize(3)).build();
    }

    private static WireTensor tensor(String name, String type, long size, byte[] data) {
        return WireTensor.newBuilder()
                .setName(name)
                .setDatatype(type)
                .addShape(size)
                .setData(ByteString.copyFrom(data))
                .build();
    }

    private static byte[] first(MessageLite message) {
        return frame(message, 0);
    }

    private static byte[] second(MessageLite message) {
        return frame(message, 0x8000);
    }

    private static byte[] frame(MessageLite message, int topic) {
        byte[] bytes = message.toByteArray();
        return ByteBuffer.allocate(2 + bytes.length)
                .putShort((short) (bytes.length | topic))
                .put(bytes)
                .array();
    }

    /** A field of protobuf's wire format that has a length. */
    private static byte[] field(int number, byte[] bytes) {
        return com.google.protobuf.UnknownFieldSet.newBuilder()
                .addField(
                        number,
                        com.google.protobuf.UnknownFieldSet.Field.newBuilder()
                                .addLengthDelimited(ByteString.copyFrom(bytes))
                                .build())
                .build()
                .toByteArray();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static void write(String target, String name, byte[]... parts) throws IOException {
        int colon = target.indexOf(':');
        Path folder =
                RESOURCES
                        .resolve(target.substring(0, colon) + "Inputs")
                        .resolve(target.substring(colon + 1));
        Files.createDirectories(folder);
        Files.write(folder.resolve(name), join(parts));
    }
}
