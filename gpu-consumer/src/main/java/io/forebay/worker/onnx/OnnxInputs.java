package io.forebay.worker.onnx;

import io.forebay.schemas.model.Model;
import io.forebay.schemas.tensor.Datatype;
import io.forebay.schemas.wire.InferenceInput;
import io.forebay.worker.model.Prepared;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The way of requests into one model, without a session: it can stand in another process than the
 * model. Safe for use by several threads.
 */
public final class OnnxInputs {

    private static final Set<Datatype> FLOATING =
            Set.of(Datatype.FP16, Datatype.BF16, Datatype.FP32, Datatype.FP64);

    private final ModelPlan plan;
    private final InputPreparer preparer;

    private OnnxInputs(ModelPlan plan, WantedOutputs outputs) {
        this.plan = plan;
        this.preparer =
                new InputPreparer(
                        plan, new Pictures(plan.model().manifest().preprocess()), outputs);
    }

    public static OnnxInputs of(Model model) {
        return of(ModelPlan.of(model), new Answers(model));
    }

    static OnnxInputs of(ModelPlan plan, Answers answers) {
        return new OnnxInputs(plan, answers.outputs());
    }

    /**
     * @throws io.forebay.schemas.problem.ProblemException when the input does not fit the model
     */
    public Prepared prepare(InferenceInput input) {
        return preparer.prepare(input);
    }

    /** Rows in one run, as the manifest has it; 1 for a model that cannot join requests. */
    public int maxRows() {
        return plan.maxRows();
    }

    /** That of the first floating-point input, or of the first input when there is none. */
    public String precision() {
        List<Datatype> all =
                plan.inputs().stream().map(input -> input.signature().datatype()).toList();
        return all.stream()
                .filter(FLOATING::contains)
                .findFirst()
                .or(() -> all.stream().findFirst())
                .map(datatype -> datatype.name().toLowerCase(Locale.ROOT))
                .orElse("none");
    }
}
