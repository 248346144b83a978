package io.forebay.loadtests.hostile;

import io.forebay.loadtests.model.BenchModels;
import io.forebay.loadtests.random.SeededBits;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The models that hostile requests name: one of tensors, the benchmark's {@code noop}, and one that
 * reads pictures.
 */
record Prey(String pictures) {

    static String tensorJobs() {
        return jobs(BenchModels.NOOP);
    }

    String pictureJobs() {
        return jobs(pictures);
    }

    private static String jobs(String model) {
        return "/v1/models/" + model + "/jobs";
    }

    /** {@code "inputs":[...]}, the same for the same seed. */
    static String inputs(long seed) {
        SeededBits bits = new SeededBits(seed);
        return "\"inputs\":[{\"name\":\"%s\",\"shape\":[1,%d],\"datatype\":\"UINT8\",\"data\":[%s]}]"
                .formatted(
                        BenchModels.INPUT,
                        BenchModels.NOOP_BYTES,
                        IntStream.range(0, BenchModels.NOOP_BYTES)
                                .mapToObj(_ -> Integer.toString((int) (bits.next() & 0xFF)))
                                .collect(Collectors.joining(",")));
    }
}
