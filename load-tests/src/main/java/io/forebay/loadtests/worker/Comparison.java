package io.forebay.loadtests.worker;

import java.util.EnumMap;
import java.util.Map;

/**
 * One model, by turns in one run: medians.
 *
 * @param bareNanos for one job in the bare loop
 * @param workerNanos for one job in the worker's flow
 * @param workerBytes allocated on the heap for one job, on all threads
 * @param meanBatch jobs that the worker's runs had
 */
record Comparison(
        String model,
        int batch,
        double bareNanos,
        double workerNanos,
        double workerBytes,
        double meanBatch,
        Map<Stages.Stage, Stages.Cost> stages) {

    Comparison {
        stages = new EnumMap<>(stages);
    }

    /** The worker's jobs a second, as a share of the bare loop's. */
    double ratio() {
        return bareNanos / workerNanos;
    }

    /** Nanoseconds of a job that are not ONNX Runtime's. */
    double besideRunNanos() {
        return stages.entrySet().stream()
                .filter(stage -> stage.getKey() != Stages.Stage.RUN)
                .mapToDouble(stage -> stage.getValue().nanos())
                .sum();
    }
}
