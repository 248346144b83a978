package io.forebay.worker.onnx;

import io.forebay.schemas.model.TensorSignature;
import io.forebay.schemas.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The range of shapes that TensorRT builds an engine for: 1 row to the largest batch. Without it
 * every new shape costs a build within a request. A model with other dimensions of any size needs
 * {@code trt_profile_*} among the provider options, because nobody else knows their range.
 */
final class TensorRtProfiles {

    private TensorRtProfiles() {}

    static Map<String, String> of(ModelPlan plan) {
        List<String> smallest = new ArrayList<>();
        List<String> largest = new ArrayList<>();
        for (InputPlan input : plan.inputs()) {
            TensorSignature tensor = input.signature();
            if (!tensor.shape().dimensions().contains(Shape.ANY)) {
                continue;
            }
            if (input.hasOtherFreeDimensions()) {
                return Map.of();
            }
            smallest.add(tensor.name() + ":" + text(input.madeUp(1)));
            largest.add(tensor.name() + ":" + text(input.madeUp(plan.maxRows())));
        }
        return largest.isEmpty()
                ? Map.of()
                : Map.of(
                        "trt_profile_min_shapes", String.join(",", smallest),
                        "trt_profile_opt_shapes", String.join(",", largest),
                        "trt_profile_max_shapes", String.join(",", largest));
    }

    private static String text(Shape shape) {
        return shape.dimensions().stream().map(String::valueOf).collect(Collectors.joining("x"));
    }
}
