package io.forebay.loadtests.answer;

import java.util.Arrays;
import java.util.List;

/**
 * The parts of a job object, an inference response or a problem that the benchmark looks at.
 * Mutable, because one connection reuses it for all its answers. Confined to that connection's
 * thread.
 */
public final class Answer {

    private String id = "";
    private String state = "";
    private boolean terminal;
    private String cacheStatus = "";
    private String code = "";
    private int outputCount;
    private boolean finite = true;
    private long[] shape = new long[8];
    private int rank;
    private double[] values = new double[64];
    private int valueCount;

    /** The id of the job; empty when the answer has none. */
    public String id() {
        return id;
    }

    /** The job's state; empty in an inference response. */
    public String state() {
        return state;
    }

    /** Whether the job has ended. */
    public boolean isTerminal() {
        return terminal;
    }

    /** {@code miss}, {@code coalesced} or {@code hit}; empty when the answer does not say. */
    public String cacheStatus() {
        return cacheStatus;
    }

    /** The code of the problem; empty when there is none. */
    public String code() {
        return code;
    }

    public int outputCount() {
        return outputCount;
    }

    /** Whether all numbers of all outputs are finite. */
    public boolean isFinite() {
        return finite;
    }

    /** Whether the first output has this shape. */
    public boolean hasShape(long... expected) {
        return Arrays.equals(shape, 0, rank, expected, 0, expected.length);
    }

    /** How many numbers the first output has. */
    public int valueCount() {
        return valueCount;
    }

    /** One number of the first output. */
    public double value(int index) {
        return values[index];
    }

    /** A copy of the first output's numbers. */
    public List<Double> values() {
        return Arrays.stream(values, 0, valueCount).boxed().toList();
    }

    void clear() {
        id = "";
        state = "";
        terminal = false;
        cacheStatus = "";
        code = "";
        outputCount = 0;
        finite = true;
        rank = 0;
        valueCount = 0;
    }

    void id(String value) {
        id = value;
    }

    void state(String value) {
        state = value;
    }

    void terminal(boolean value) {
        terminal = value;
    }

    void cacheStatus(String value) {
        cacheStatus = value;
    }

    void code(String value) {
        code = value;
    }

    void beginOutput() {
        outputCount++;
    }

    void dimension(long size) {
        if (outputCount == 1) {
            if (rank == shape.length) {
                shape = Arrays.copyOf(shape, 2 * rank);
            }
            shape[rank++] = size;
        }
    }

    void number(double value) {
        finite &= Double.isFinite(value);
        if (outputCount == 1) {
            if (valueCount == values.length) {
                values = Arrays.copyOf(values, 2 * valueCount);
            }
            values[valueCount++] = value;
        }
    }
}
