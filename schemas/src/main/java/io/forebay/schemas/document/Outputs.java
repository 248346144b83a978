package io.forebay.schemas.document;

import com.google.protobuf.InvalidProtocolBufferException;
import io.forebay.schemas.payload.PayloadStoreException;
import io.forebay.schemas.payload.Payloads;
import io.forebay.schemas.tensor.Tensor;
import io.forebay.schemas.wire.InferenceOutput;
import io.forebay.schemas.wire.JobState;
import io.forebay.schemas.wire.State;
import java.util.Optional;

/** Fetches what jobs computed, also where it is too large to travel inline. */
public record Outputs(Payloads payloads) {

    /**
     * The job's outputs, if it succeeded.
     *
     * @throws PayloadStoreException when they cannot be had now
     */
    public Optional<InferenceOutput> of(JobState state) {
        if (state.getState() != State.SUCCEEDED || !state.hasOutput()) {
            return Optional.empty();
        }
        try {
            InferenceOutput output = InferenceOutput.parseFrom(payloads.unwrap(state.getOutput()));
            // Whoever writes to the log may have brought it along.
            output.getOutputsList().forEach(Tensor::of);
            return Optional.of(output);
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            throw new PayloadStoreException(
                    "the output of " + state.getJobId() + " cannot be read", e);
        }
    }
}
