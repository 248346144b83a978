package io.forebay.worker.onnx;

import static io.forebay.fuzz.Property.holds;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.InvalidProtocolBufferException;
import io.forebay.fuzz.FuzzedModels;
import io.forebay.schemas.model.Model;
import io.forebay.schemas.problem.ProblemException;
import io.forebay.schemas.wire.InferenceInput;
import java.util.List;

/** Inputs of work, which whoever produces to Kafka may write: fitting, or refused for good. */
final class PreparedInputFuzz {

    private static final List<OnnxInputs> MODELS =
            FuzzedModels.ALL.stream().map(OnnxInputs::of).toList();

    @FuzzTest
    void input(byte[] bytes) {
        InferenceInput input;
        try {
            input = InferenceInput.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            return;
        }
        for (int i = 0; i < MODELS.size(); i++) {
            Model model = FuzzedModels.ALL.get(i);
            try {
                PreparedInput prepared = (PreparedInput) MODELS.get(i).prepare(input);
                holds(prepared.rows() >= 0, "fewer rows than none");
                holds(prepared.tensors().size() == model.inputs().size(), "other tensors");
            } catch (ProblemException e) {
                holds(e.problem().code().status() / 100 == 4, "not the input's fault: " + e);
            }
        }
    }
}
