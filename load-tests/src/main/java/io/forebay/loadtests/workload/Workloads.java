package io.forebay.loadtests.workload;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.loadtests.model.BenchModels;
import io.forebay.schemas.tensor.Datatype;
import io.forebay.schemas.tensor.Shape;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/** The workload of a model. */
public final class Workloads {

    private Workloads() {}

    /**
     * By name for the benchmark's own models, by signature for others.
     *
     * @param metadata the answer of {@code GET /v2/models/<name>}
     * @throws IllegalArgumentException when the signature leaves open what to send
     */
    public static Workload of(String model, JsonNode metadata) {
        return switch (model) {
            case BenchModels.NOOP -> new NoopWorkload();
            case BenchModels.CONV -> new ConvWorkload();
            default ->
                    new AnyWorkload(
                            model,
                            StreamSupport.stream(metadata.path("inputs").spliterator(), false)
                                    .map(Workloads::input)
                                    .toList());
        };
    }

    private static InputTensor input(JsonNode input) {
        String name = input.path("name").asText();
        String datatype = input.path("datatype").asText();
        return new InputTensor(
                name,
                Datatype.parse(datatype)
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "input '%s' has unknown datatype '%s'"
                                                .formatted(name, datatype))),
                oneRow(input.path("shape")));
    }

    /** A first dimension of any size is the batch, of which a request is one row. */
    private static Shape oneRow(JsonNode shape) {
        List<Long> dimensions =
                IntStream.range(0, shape.size())
                        .mapToObj(axis -> {
                            long size = shape.path(axis).asLong();
                            return axis == 0 && size == Shape.ANY ? Long.valueOf(1) : size;
                        })
                        .toList();
        return new Shape(dimensions);
    }
}
