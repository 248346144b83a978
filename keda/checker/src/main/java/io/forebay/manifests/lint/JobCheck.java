package io.forebay.manifests.lint;

import io.forebay.manifests.document.Field;
import io.forebay.manifests.document.Manifests;
import io.forebay.manifests.finding.Check;
import io.forebay.manifests.finding.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Jobs that end, and go when they have. */
public final class JobCheck implements Check {

    private static final Set<String> RESTARTS = Set.of("Never", "OnFailure");

    @Override
    public List<Finding> check(Manifests manifests) {
        List<Finding> found = new ArrayList<>();
        manifests
                .ofKind("Job")
                .forEach(one -> {
                    Field ttl = one.at("spec", "ttlSecondsAfterFinished");
                    if (!ttl.isPresent()) {
                        found.add(
                                Finding.at(
                                        ttl,
                                        "job-ttl-seconds-after-finished",
                                        "say ttlSecondsAfterFinished, or finished Jobs stay for"
                                                + " ever"));
                    }
                    restarts(one.at("spec", "template", "spec", "restartPolicy"), found);
                });
        manifests
                .ofKind("CronJob")
                .forEach(one -> {
                    Field ttl = one.at("spec", "jobTemplate", "spec", "ttlSecondsAfterFinished");
                    if (ttl.isPresent()) {
                        found.add(
                                Finding.at(
                                        ttl,
                                        "job-ttl-seconds-after-finished",
                                        "leave it out: the CronJob keeps by"
                                                + " successfulJobsHistoryLimit and"
                                                + " failedJobsHistoryLimit, and this works against"
                                                + " them"));
                    }
                    restarts(
                            one.at(
                                    "spec",
                                    "jobTemplate",
                                    "spec",
                                    "template",
                                    "spec",
                                    "restartPolicy"),
                            found);
                });
        return found;
    }

    /** The default, Always, is refused by the API server. */
    private static void restarts(Field policy, List<Finding> found) {
        if (!RESTARTS.contains(policy.text())) {
            found.add(
                    Finding.at(
                            policy,
                            "job-restart-policy",
                            "restartPolicy of a Job must be Never or OnFailure, not '%s'"
                                    .formatted(policy.text())));
        }
    }
}
