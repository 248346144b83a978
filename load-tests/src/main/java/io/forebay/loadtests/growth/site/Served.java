package io.forebay.loadtests.growth.site;

import io.forebay.loadtests.model.BenchModels;
import io.forebay.loadtests.workload.NoopWorkload;
import io.forebay.loadtests.workload.Workload;

/**
 * A model of a site.
 *
 * @param bytes of an input, of which 64 come back
 * @param maxBatch most rows of a run
 * @param served whether a worker runs it; else its jobs stay open
 */
public record Served(String name, int bytes, int maxBatch, boolean served) {

    /** What is measured on most axes. */
    public static final Served NOOP = copy(BenchModels.NOOP);

    /** The model whose jobs stay open. */
    public static final Served PARKED =
            new Served("parked", BenchModels.NOOP_BYTES, BenchModels.NOOP_BATCH, false);

    /** The like of noop. */
    public static Served copy(String name) {
        return new Served(name, BenchModels.NOOP_BYTES, BenchModels.NOOP_BATCH, true);
    }

    /** What is sent to it. */
    public Workload workload() {
        return new NoopWorkload(name, bytes);
    }
}
