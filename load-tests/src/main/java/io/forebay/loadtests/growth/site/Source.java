package io.forebay.loadtests.growth.site;

import io.forebay.loadtests.job.Target;
import io.forebay.loadtests.workload.Workload;

/** Who sends what. */
public record Source(Target target, Workload workload) {}
