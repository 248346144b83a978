package io.forebay.ingest.testing;

import com.google.protobuf.ByteString;
import io.forebay.schemas.model.Model;
import io.forebay.schemas.model.ModelManifest;
import io.forebay.schemas.model.Models;
import io.forebay.schemas.model.TensorSignature;
import io.forebay.schemas.model.Traffic;
import io.forebay.schemas.tensor.Datatype;
import io.forebay.schemas.tensor.Shape;
import io.forebay.schemas.wire.ModelRef;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A fixed set of models; of one name the newest version comes first. */
public record TestingModels(List<Model> models) implements Models {

    /** Two float inputs of any batch, one output. */
    public static final Model SUM =
            model(
                    "name: sum\nversion: \"1\"",
                    List.of(
                            new TensorSignature("a", Datatype.FP32, Shape.of(-1, 2)),
                            new TensorSignature("b", Datatype.FP32, Shape.of(-1, 2))),
                    List.of(new TensorSignature("c", Datatype.FP32, Shape.of(-1, 2))));

    /** Its workers are a share group. */
    public static final Model APART =
            model(
                    "name: apart\nversion: \"1\"\nconsumption: { group: share }",
                    List.of(
                            new TensorSignature("a", Datatype.FP32, Shape.of(-1, 2)),
                            new TensorSignature("b", Datatype.FP32, Shape.of(-1, 2))),
                    List.of(new TensorSignature("c", Datatype.FP32, Shape.of(-1, 2))));

    /** One input of the type. */
    public static Model one(Datatype type, long... shape) {
        return model(
                "name: one\nversion: \"2\"",
                List.of(new TensorSignature("x", type, Shape.of(shape))),
                List.of(new TensorSignature("y", type, Shape.of(shape))));
    }

    /** Reads pictures. */
    public static final Model EYES =
            model(
                    """
                    name: eyes
                    version: "1"
                    description: sees
                    cache: { ttl: 0s }
                    preprocess: { input: image, width: 8, height: 8 }
                    postprocess: { task: object-detection, output: raw, decode: xyxy }
                    """,
                    List.of(new TensorSignature("image", Datatype.FP32, Shape.of(-1, 3, 8, 8))),
                    List.of(new TensorSignature("raw", Datatype.FP32, Shape.of(-1, 4, 6))));

    /** Shares its results with everybody. */
    public static final Model OPEN =
            model(
                    "name: open\nversion: \"1\"\ncache: { ttl: 60s, scope: public }",
                    List.of(new TensorSignature("x", Datatype.FP32, Shape.of(-1))),
                    List.of(new TensorSignature("y", Datatype.FP32, Shape.of(-1))));

    /** Half of the requests go to its newest version, 2, and half to version 1. */
    public static final List<Model> DUO = List.of(duo("2"), duo("1"));

    public static TestingModels known() {
        return new TestingModels(
                List.of(
                        SUM,
                        one(Datatype.FP32, -1),
                        EYES,
                        OPEN,
                        DUO.getFirst(),
                        DUO.getLast(),
                        APART));
    }

    private static Model duo(String version) {
        Model model =
                model(
                        "name: duo\nversion: \"" + version + "\"",
                        List.of(new TensorSignature("x", Datatype.INT32, Shape.of(-1))),
                        List.of(new TensorSignature("y", Datatype.INT32, Shape.of(-1))));
        return new Model(
                model.ref(),
                model.manifest(),
                model.inputs(),
                model.outputs(),
                model.labels(),
                new Traffic(new TreeMap<>(Map.of("1", 50, "2", 50)), new Traffic.Share("1", 10)));
    }

    static Model model(String yaml, List<TensorSignature> inputs, List<TensorSignature> outputs) {
        ModelManifest manifest = ModelManifest.parse(yaml, "test");
        return new Model(
                ModelRef.newBuilder()
                        .setName(manifest.name())
                        .setVersion(manifest.version())
                        .setDigest(ByteString.copyFrom(new byte[32]))
                        .build(),
                manifest,
                inputs,
                outputs,
                List.of("cat", "dog"));
    }

    @Override
    public Optional<Model> find(String name) {
        return models.stream().filter(model -> model.name().equals(name)).findFirst();
    }

    @Override
    public Optional<Model> find(String name, String version) {
        return models.stream()
                .filter(model -> model.name().equals(name) && model.version().equals(version))
                .findFirst();
    }

    @Override
    public Collection<Model> all() {
        return models.stream()
                .filter(model -> model.equals(find(model.name()).orElseThrow()))
                .toList();
    }
}
