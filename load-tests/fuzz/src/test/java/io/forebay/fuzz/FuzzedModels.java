package io.forebay.fuzz;

import io.forebay.schemas.model.Model;
import io.forebay.schemas.model.ModelManifest;
import io.forebay.schemas.model.TensorSignature;
import io.forebay.schemas.tensor.Datatype;
import io.forebay.schemas.tensor.Shape;
import io.forebay.schemas.wire.ModelRef;
import java.util.List;

/** Models whose inputs have every kind of tensor. */
public final class FuzzedModels {

    private static final Shape ROWS = Shape.of(Shape.ANY);

    /** A row of each kind of number, texts in two free dimensions, and a scalar. */
    public static final Model MANY =
            model(
                    "many",
                    "",
                    List.of(
                            new TensorSignature("f", Datatype.FP32, Shape.of(Shape.ANY, 2)),
                            new TensorSignature(
                                    "s", Datatype.BYTES, Shape.of(Shape.ANY, Shape.ANY)),
                            new TensorSignature("u", Datatype.UINT64, ROWS),
                            new TensorSignature("b", Datatype.BOOL, Shape.of())));

    /** One input, which may be a picture. */
    public static final Model PICTURE =
            model(
                    "picture",
                    "preprocess: { input: x, width: 4, height: 3, datatype: UINT8, resize: letterbox }",
                    List.of(
                            new TensorSignature(
                                    "x", Datatype.UINT8, Shape.of(Shape.ANY, 3, 3, 4))));

    /** One input of any size in every dimension. */
    public static final Model FREE =
            model(
                    "free",
                    "",
                    List.of(
                            new TensorSignature(
                                    "x",
                                    Datatype.FP16,
                                    Shape.of(Shape.ANY, Shape.ANY, Shape.ANY, Shape.ANY))));

    /** One input of texts. */
    public static final Model TEXTS =
            model("texts", "", List.of(new TensorSignature("x", Datatype.BYTES, ROWS)));

    public static final List<Model> ALL = List.of(MANY, PICTURE, FREE, TEXTS);

    private FuzzedModels() {}

    /** The model of that name, or the first. */
    public static Model named(String name) {
        return ALL.stream().filter(model -> model.name().equals(name)).findFirst().orElse(MANY);
    }

    private static Model model(String name, String more, List<TensorSignature> inputs) {
        return new Model(
                ModelRef.newBuilder().setName(name).setVersion("1").build(),
                ModelManifest.parse("name: %s\nversion: 1\n%s".formatted(name, more), name),
                inputs,
                List.of(new TensorSignature("y", Datatype.FP32, ROWS)),
                List.of());
    }
}
