package io.forebay.schemas.tensor;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The dimensions of a tensor, or of what a model takes.
 *
 * @param dimensions at least 0 each, or -1 for any size where it describes a model
 */
public record Shape(List<Long> dimensions) {

    public static final long ANY = -1;

    public Shape {
        dimensions = List.copyOf(dimensions);
        for (long dimension : dimensions) {
            if (dimension < ANY) {
                throw new IllegalArgumentException("dimension " + dimension + " is negative");
            }
        }
    }

    public static Shape of(long... dimensions) {
        return new Shape(Arrays.stream(dimensions).boxed().toList());
    }

    public int rank() {
        return dimensions.size();
    }

    public long[] toArray() {
        return dimensions.stream().mapToLong(Long::longValue).toArray();
    }

    /**
     * How many elements; 1 for a scalar.
     *
     * @throws ArithmeticException when that is beyond 2^63 - 1
     */
    public long elements() {
        long elements = 1;
        for (long dimension : dimensions) {
            elements = Math.multiplyExact(elements, dimension);
        }
        return elements;
    }

    /** Whether a concrete shape is one of those that this one describes. */
    public boolean admits(Shape concrete) {
        if (concrete.rank() != rank()) {
            return false;
        }
        for (int axis = 0; axis < rank(); axis++) {
            long declared = dimensions.get(axis);
            if (declared != ANY && declared != concrete.dimensions.get(axis)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return dimensions.stream().map(String::valueOf).collect(Collectors.joining(",", "[", "]"));
    }
}
