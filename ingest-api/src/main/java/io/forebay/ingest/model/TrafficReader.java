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
import org.jspecify.annotations.Nullable;

/** Reads how a model that is applied shares requests with its other versions, or is tried. */
public final class TrafficReader {

    private static final String TRAFFIC = "/traffic";
    private static final String SHADOW = "/shadow";

    private TrafficReader() {}

    static Traffic read(JsonNode body) {
        Traffic shared = traffic(TRAFFIC, percents(body.at(TRAFFIC)), null);
        return traffic(SHADOW, shared.percents(), shadow(body.at(SHADOW)));
    }

    private static Traffic traffic(
            String at, SortedMap<String, Integer> percents, Traffic.@Nullable Share shadow) {
        try {
            return new Traffic(percents, shadow);
        } catch (IllegalArgumentException e) {
            throw invalid(at, String.valueOf(e.getMessage()));
        }
    }

    private static SortedMap<String, Integer> percents(JsonNode traffic) {
        SortedMap<String, Integer> percents = new TreeMap<>();
        if (traffic.isMissingNode() || traffic.isNull()) {
            return percents;
        }
        if (!traffic.isObject() || traffic.isEmpty()) {
            throw invalid(TRAFFIC, "expected percents by version, such as {\"1\": 90, \"2\": 10}");
        }
        for (Map.Entry<String, JsonNode> share : traffic.properties()) {
            requireVersion(TRAFFIC, share.getKey());
            percents.put(share.getKey(), percent(TRAFFIC + "/" + share.getKey(), share.getValue()));
        }
        return percents;
    }

    private static Traffic.@Nullable Share shadow(JsonNode shadow) {
        if (shadow.isMissingNode() || shadow.isNull()) {
            return null;
        }
        String version = shadow.path("version").asText();
        requireVersion(SHADOW + "/version", version);
        return new Traffic.Share(version, percent(SHADOW + "/percent", shadow.path("percent")));
    }

    private static void requireVersion(String at, String version) {
        if (!Topics.isModelName(version)) {
            throw invalid(at, "has a name that no version can have");
        }
    }

    private static int percent(String at, JsonNode percent) {
        if (!percent.isInt()) {
            throw invalid(at, "expected a whole number, 0 to 100");
        }
        return percent.intValue();
    }

    /**
     * Makes sure that whoever names no version is answered whichever one it is.
     *
     * @throws RefusedException (422) when a version that is to have a share is not applied, or
     *     takes other inputs than the model that is, or workers take the work of what is applied in
     *     another kind of group
     */
    public static void require(ModelRecord applying, Models applied) {
        Model model = Model.of(applying);
        applied.find(model.name())
                .flatMap(newest -> model.manifest().groupRefusal(newest.manifest()))
                .ifPresent(why -> {
                    throw invalid("/manifest", why);
                });
        Traffic traffic = model.traffic();
        for (String version : traffic.versions()) {
            String at =
                    traffic.percents().containsKey(version)
                            ? TRAFFIC + "/" + version
                            : SHADOW + "/version";
            if (!version.equals(model.version())) {
                Model other =
                        applied.find(model.name(), version)
                                .orElseThrow(() ->
                                        invalid(at, "version '" + version + "' is not applied"));
                requireAlike(model, other, at);
            }
        }
    }

    private static void requireAlike(Model model, Model other, String at) {
        boolean alike =
                types(model).equals(types(other))
                        && model.manifest().preprocess().isPresent()
                                == other.manifest().preprocess().isPresent();
        if (!alike) {
            throw invalid(
                    at,
                    "version '%s' takes %s where version '%s' takes %s: they are to take the same"
                            .formatted(
                                    other.version(), takes(other), model.version(), takes(model)));
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

    private static RuntimeException invalid(String at, String detail) {
        return Refusal.of(ProblemCode.INVALID_INPUT, InputError.pointer(at, detail)).toException();
    }
}
