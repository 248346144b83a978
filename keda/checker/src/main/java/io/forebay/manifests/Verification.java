package io.forebay.manifests;

import io.forebay.manifests.document.Manifests;
import io.forebay.manifests.finding.Check;
import io.forebay.manifests.finding.Finding;
import io.forebay.manifests.lint.JobCheck;
import io.forebay.manifests.lint.ReferenceCheck;
import io.forebay.manifests.lint.VersionCheck;
import io.forebay.manifests.lint.WorkloadCheck;
import io.forebay.manifests.pod.PodSecurityCheck;
import io.forebay.manifests.scaling.DrainCheck;
import io.forebay.manifests.scaling.ForecastTriggerCheck;
import io.forebay.manifests.scaling.KafkaTriggerCheck;
import io.forebay.manifests.scaling.ScaledObjectCheck;
import io.forebay.manifests.scaling.TimingCheck;
import io.forebay.manifests.schema.SchemaCheck;
import io.forebay.manifests.schema.Schemas;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All checks together. */
final class Verification {

    private final List<Check> checks;
    private final SchemaCheck schemas;

    /**
     * @param runTimeouts of the models that are served, by name; empty = models are not known
     * @param shared names of those whose workers are share groups
     */
    Verification(Schemas schemas, Map<String, Duration> runTimeouts, Set<String> shared) {
        this.schemas = new SchemaCheck(schemas);
        this.checks =
                List.of(
                        this.schemas,
                        new PodSecurityCheck(),
                        new WorkloadCheck(),
                        new ReferenceCheck(),
                        new JobCheck(),
                        new VersionCheck(),
                        new ScaledObjectCheck(),
                        new KafkaTriggerCheck(runTimeouts.keySet(), shared),
                        new ForecastTriggerCheck(runTimeouts.keySet()),
                        new TimingCheck(),
                        new DrainCheck(runTimeouts));
    }

    List<Finding> findings(Manifests manifests) {
        return checks.stream()
                .flatMap(one -> one.check(manifests).stream())
                .distinct()
                .sorted(
                        Comparator.comparing((Finding one) -> one.place().file())
                                .thenComparingInt(one -> one.place().line()))
                .toList();
    }

    List<String> unchecked(Manifests manifests) {
        return schemas.unchecked(manifests);
    }
}
