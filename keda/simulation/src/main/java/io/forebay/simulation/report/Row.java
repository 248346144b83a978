package io.forebay.simulation.report;

import io.forebay.simulation.cluster.Outcome;
import io.forebay.simulation.cluster.Setting;

/** One run. */
public record Row(
        String workload,
        boolean scheduled,
        Setting setting,
        long seed,
        String policy,
        Outcome outcome) {

    static final String HEADER =
            "trace,scheduled,cold_start_s,service_s,partitions,pause_s,seed,policy,attained,cost,p99_s,longest_s,gpu_seconds,work_seconds,cold_starts,reversals";

    String csv() {
        return String.format(
                java.util.Locale.ROOT,
                "%s,%s,%.0f,%.1f,%d,%.0f,%d,%s,%.6f,%.4f,%.0f,%.0f,%.0f,%.0f,%d,%d",
                workload,
                scheduled,
                setting.coldStart(),
                setting.service(),
                setting.partitions(),
                setting.pause(),
                seed,
                policy.replace(',', ';'),
                outcome.attained(),
                outcome.cost(),
                outcome.p99(),
                outcome.longest(),
                outcome.gpuSeconds(),
                outcome.work(),
                outcome.coldStarts(),
                outcome.reversals());
    }
}
