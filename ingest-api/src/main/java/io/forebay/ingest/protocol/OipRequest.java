package io.forebay.ingest.protocol;

import io.forebay.schemas.wire.WireTensor;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An OIP request as it was written, not yet compared with a model.
 *
 * @param outputs names wanted, in the order given
 * @param binaryData {@code binary_data} by output
 */
record OipRequest(
        @Nullable String id,
        List<WireTensor> inputs,
        List<String> outputs,
        Map<String, Boolean> binaryData,
        RequestParameters parameters) {

    OipRequest {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        binaryData = Map.copyOf(binaryData);
    }
}
