package io.forebay.ingest.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.ingest.problem.InputError;
import io.forebay.ingest.problem.Refusal;
import io.forebay.ingest.problem.RefusedException;
import io.forebay.schemas.model.Model;
import io.forebay.schemas.model.Models;
import io.forebay.schemas.model.TensorSignature;
import io.forebay.schemas.model.Traffic;
import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.tensor.Datatype;
import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.wire.ModelRecord;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reads how a model that is applied shares requests with its other versions. */
public final class TrafficReader {

    private static final String MEMBER = "traffic";

    private TrafficReader() {}

    static Traffic read(JsonNode body) {
        JsonNode traffic = body.path(MEMBER);
        if (traffic.isMissingNode() || traffic.isNull()) {
            return Traffic.TO_THE_NEWEST;
        }
        if (!traffic.isObject() || traffic.isEmpty()) {
            throw invalid("", "expected percents by version, such as {\"1\": 90, \"2\": 10}");
        }
        SortedMap<String, Integer> percents = new TreeMap<>();
        for (Map.Entry<String, JsonNode> share : traffic.properties()) {
            if (!Topics.isModelName(share.getKey())) {
                throw invalid("", "has a name that no version can have");
            }
            if (!share.getValue().isInt()) {
                throw invalid("/" + share.getKey(), "expected a whole number, 0 to 100");
            }
            percents.put(share.getKey(), share.getValue().intValue());
        }
        try {
            return new Traffic(percents);
        } catch (IllegalArgumentException e) {
            throw invalid("", String.valueOf(e.getMessage()));
        }
    }

    /**
     * Makes sure that whoever names no version is answered whichever one it is.
     *
     * @throws RefusedException (422) when a version that is to have a share is not applied, or
     *     takes other inputs than the model that is
     */
    public static void require(ModelRecord applying, Models applied) {
        Model model = Model.of(applying);
        for (String version : model.traffic().percents().keySet()) {
            if (!version.equals(model.version())) {
                Model other =
                        applied.find(model.name(), version)
                                .orElseThrow(() -> invalid("/" + version, "is not applied"));
                requireAlike(model, other);
            }
        }
    }

    private static void requireAlike(Model model, Model other) {
        boolean alike =
                types(model).equals(types(other))
                        && model.manifest().preprocess().isPresent()
                                == other.manifest().preprocess().isPresent();
        if (!alike) {
            throw invalid(
                    "/" + other.version(),
                    "takes %s where version '%s' takes %s: versions that share requests take the same"
                            .formatted(takes(other), model.version(), takes(model)));
        }
    }

    private static String takes(Model model) {
        String pictures = model.manifest().preprocess().isPresent() ? " and pictures" : "";
        return types(model) + pictures;
    }

    private static SortedMap<String, Datatype> types(Model model) {
        return model.inputs().stream()
                .collect(
                        Collectors.toMap(
                                TensorSignature::name,
                                TensorSignature::datatype,
                                (first, second) -> first,
                                TreeMap::new));
    }

    private static RuntimeException invalid(String below, String detail) {
        return Refusal.of(
                        ProblemCode.INVALID_INPUT, InputError.pointer("/" + MEMBER + below, detail))
                .toException();
    }
}
