package io.forebay.ingest.submit;

import io.forebay.ingest.options.SubmitOptions;
import io.forebay.ingest.problem.RefusedException;
import io.forebay.schemas.model.Model;
import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.wire.InferenceInput;

/** What a tenant asks for: an input that fits its model, and how it is to be done. */
public record Request(String tenant, Model model, InferenceInput input, SubmitOptions options) {

    /**
     * @throws RefusedException when the model cannot keep the order that the options ask for
     */
    public Request {
        model.manifest()
                .orderRefusal(options.orderingKey())
                .ifPresent(why -> {
                    throw new RefusedException(ProblemCode.INVALID_INPUT, "ordering_key: " + why);
                });
    }
}
