package io.forebay.ingest.protocol;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.forebay.ingest.problem.Refusal;
import io.forebay.ingest.problem.RefusedException;
import io.forebay.schemas.model.Model;
import io.forebay.schemas.wire.WireTensor;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads requests in tests. */
final class Reading {

    private Reading() {}

    static InferenceRequest json(Model model, String json) {
        return json(model, json.getBytes(StandardCharsets.UTF_8));
    }

    static InferenceRequest json(Model model, byte[] json) {
        return InferenceReader.read(
                model, new BodyKind.Oip(Optional.empty()), new RequestBody(json, json.length));
    }

    static WireTensor first(Model model, String json) {
        return json(model, json).input().getTensors(0);
    }

    static Refusal refused(Model model, String json) {
        return refused(() -> json(model, json));
    }

    static Refusal refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        RefusedException refused = catchThrowableOfType(RefusedException.class, call);
        if (refused == null) {
            throw new AssertionError("it was not refused");
        }
        return refused.refusal();
    }
}
