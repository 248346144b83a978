package io.forebay.standalone;

import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Inputs as the Open Inference Protocol has them in JSON. */
final class Tensors {

    private Tensors() {}

    /** Something for the model of digits; another seed, another job. */
    static String digit(int seed) {
        Random random = new Random(seed);
        return """
        {"inputs":[{"name":"image","shape":[1,1,32,32],"datatype":"FP32","data":[%s]}]}\
        """
                .formatted(
                        IntStream.range(0, 32 * 32)
                                .mapToObj(i -> Float.toString(random.nextFloat()))
                                .collect(Collectors.joining(",")));
    }
}
