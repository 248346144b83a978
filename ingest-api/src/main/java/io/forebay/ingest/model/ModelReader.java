package io.forebay.ingest.model;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.protobuf.ByteString;
import io.forebay.ingest.json.StrictJson;
import io.forebay.ingest.problem.InputError;
import io.forebay.ingest.problem.Refusal;
import io.forebay.ingest.problem.RefusedException;
import io.forebay.ingest.protocol.RequestBody;
import io.forebay.schemas.config.ConfigException;
import io.forebay.schemas.model.CachePolicy;
import io.forebay.schemas.model.ModelManifest;
import io.forebay.schemas.model.ModelManifest.TensorManifest;
import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.tensor.Datatype;
import io.forebay.schemas.tensor.Shape;
import io.forebay.schemas.wire.ModelRecord;
import io.forebay.schemas.wire.TensorSpec;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads what a client says of a model that it applies. */
public final class ModelReader {

    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                    .build();
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

    private ModelReader() {}

    /**
     * The model's record.
     *
     * @throws RefusedException when it cannot be read (400), or is no fitting model (422)
     */
    public static ModelRecord read(String name, String version, RequestBody body, Instant now) {
        JsonNode json = parse(body);
        ModelManifest manifest = manifest(json);
        if (!manifest.name().equals(name) || !manifest.version().equals(version)) {
            throw invalid(
                    "/manifest",
                    "is of %s/%s, not of %s/%s"
                            .formatted(manifest.name(), manifest.version(), name, version));
        }
        String digest = json.path("digest").asText();
        if (!DIGEST.matcher(digest).matches()) {
            throw invalid("/digest", "expected sha256: and 64 hex digits");
        }
        List<TensorSpec> inputs = tensors(json, "inputs");
        List<TensorSpec> outputs = tensors(json, "outputs");
        List<String> labels = new ArrayList<>();
        json.path("labels").forEach(label -> labels.add(label.asText()));
        requireFit(manifest, inputs, outputs);
        ModelRecord.Builder model =
                ModelRecord.newBuilder()
                        .setName(name)
                        .setVersion(version)
                        .setDigest(
                                ByteString.copyFrom(
                                        HexFormat.of()
                                                .parseHex(
                                                        digest.substring(digest.indexOf(':') + 1))))
                        .addAllInputs(inputs)
                        .addAllOutputs(outputs)
                        .setManifest(json.path("manifest").asText())
                        .addAllLabels(labels)
                        .setAppliedAt(now.toEpochMilli())
                        .setPolicy(manifest.policy(manifest.limits().runTimeout(), Duration.ZERO))
                        .setQueueTimeoutMs(manifest.limits().queueTimeout().toMillis())
                        .setSharedResults(manifest.cache().scope() == CachePolicy.Scope.PUBLIC);
        return TrafficReader.read(json).write(model).build();
    }

    private static JsonNode parse(RequestBody body) {
        try (JsonParser in = StrictJson.parser(body.bytes(), 0, body.length())) {
            JsonNode json = MAPPER.readTree(in);
            if (json != null && json.isObject() && in.nextToken() == null) {
                return json;
            }
        } catch (IOException e) {
            throw new RefusedException(
                    ProblemCode.MALFORMED_REQUEST, "the body is no JSON: " + e.getMessage());
        }
        throw new RefusedException(ProblemCode.MALFORMED_REQUEST, "expected one JSON object");
    }

    private static ModelManifest manifest(JsonNode json) {
        try {
            return ModelManifest.parse(json.path("manifest").asText(), "model.yaml");
        } catch (ConfigException | IllegalArgumentException e) {
            throw invalid("/manifest", String.valueOf(e.getMessage()));
        }
    }

    private static List<TensorSpec> tensors(JsonNode json, String member) {
        List<TensorSpec> tensors = new ArrayList<>();
        for (JsonNode one : json.path(member)) {
            String at = "/%s/%d".formatted(member, tensors.size());
            String datatype = one.path("datatype").asText();
            if (one.path("name").asText().isEmpty() || Datatype.parse(datatype).isEmpty()) {
                throw invalid(at, "expected a name and a datatype of the protocol");
            }
            TensorSpec.Builder tensor =
                    TensorSpec.newBuilder()
                            .setName(one.path("name").asText())
                            .setDatatype(datatype);
            for (JsonNode dimension : one.path("shape")) {
                if (!dimension.isIntegralNumber() || dimension.asLong() < Shape.ANY) {
                    throw invalid(at + "/shape", "expected sizes, -1 for any");
                }
                tensor.addShape(dimension.asLong());
            }
            requireCountable(tensor.getShapeList(), at);
            tensors.add(tensor.build());
        }
        if (tensors.isEmpty()) {
            throw invalid("/" + member, "expected at least one tensor");
        }
        return tensors;
    }

    private static void requireFit(
            ModelManifest manifest, List<TensorSpec> inputs, List<TensorSpec> outputs) {
        List<String> takes = inputs.stream().map(TensorSpec::getName).toList();
        List<String> gives = outputs.stream().map(TensorSpec::getName).toList();
        manifest.inputs().keySet().forEach(name -> require(takes, "inputs", name));
        manifest.outputs().keySet().forEach(name -> require(gives, "outputs", name));
        requireAxes("inputs", manifest.inputs(), inputs);
        requireAxes("outputs", manifest.outputs(), outputs);
        manifest.preprocess().ifPresent(rules -> require(takes, "preprocess", rules.input()));
        manifest.postprocess().ifPresent(rules -> require(gives, "postprocess", rules.output()));
    }

    /** An output of unknown rank is declared like a scalar: nothing to hold against it. */
    private static void requireAxes(
            String part, Map<String, TensorManifest> stated, List<TensorSpec> tensors) {
        for (TensorSpec tensor : tensors) {
            TensorManifest manifest = stated.get(tensor.getName());
            Integer axis = manifest == null ? null : manifest.batchAxis();
            int rank = tensor.getShapeCount();
            boolean known = rank > 0 || part.equals("inputs");
            if (axis != null && axis >= rank && known) {
                throw invalid(
                        "/manifest",
                        "%s.%s.batch-axis is %d, but its shape is %s"
                                .formatted(part, tensor.getName(), axis, tensor.getShapeList()));
            }
        }
    }

    /** The bytes of its fixed dimensions must be a number. */
    private static void requireCountable(List<Long> shape, String at) {
        try {
            long elements =
                    shape.stream()
                            .filter(size -> size != Shape.ANY)
                            .reduce(1L, Math::multiplyExact);
            var _ = Math.multiplyExact(elements, (long) Long.BYTES);
        } catch (ArithmeticException e) {
            throw invalid(at + "/shape", shape + " is beyond any limit");
        }
    }

    private static void require(List<String> there, String part, String name) {
        if (!there.contains(name)) {
            throw invalid(
                    "/manifest",
                    "%s names the tensor '%s'; the model has %s".formatted(part, name, there));
        }
    }

    private static RuntimeException invalid(String pointer, String detail) {
        return Refusal.of(ProblemCode.INVALID_INPUT, InputError.pointer(pointer, detail))
                .toException();
    }
}
