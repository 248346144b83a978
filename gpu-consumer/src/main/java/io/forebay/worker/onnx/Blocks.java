package io.forebay.worker.onnx;

import io.forebay.schemas.tensor.Shape;

/**
 * A joined tensor seen as consecutive blocks of elements, each of one request: for axis 0 one block
 * per request, for a later axis one per request and index of the axes before it.
 */
final class Blocks {

    private Blocks() {}

    /** Takes one block. */
    @FunctionalInterface
    interface Visitor {

        /**
         * @param item whose
         * @param from first element in the request's own tensor
         * @param count elements, possibly none
         */
        void block(int item, long from, long count);
    }

    /**
     * Visits the blocks in the order in which they lie in the joined tensor.
     *
     * @param joined shape of the whole
     * @param rows of each request along the axis
     */
    static void visit(Shape joined, int axis, long[] rows, Visitor visitor) {
        long outer = elements(joined, 0, axis);
        long inner = elements(joined, axis + 1, joined.rank());
        for (long o = 0; o < outer; o++) {
            for (int item = 0; item < rows.length; item++) {
                long count = rows[item] * inner;
                visitor.block(item, o * count, count);
            }
        }
    }

    private static long elements(Shape shape, int from, int to) {
        return new Shape(shape.dimensions().subList(from, to)).elements();
    }
}
