package io.forebay.ingest.protocol;

import io.forebay.schemas.wire.InferenceInput;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request that fits its model.
 *
 * @param idOrNull the client's name for the request, to be repeated in the answer
 */
public record InferenceRequest(
        @Nullable String idOrNull,
        InferenceInput input,
        RequestParameters parameters,
        BinaryOutputs binary) {

    /** The client's name for the request. */
    public Optional<String> id() {
        return Optional.ofNullable(idOrNull);
    }
}
