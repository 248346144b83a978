package io.forebay.manifests.scaling;

import io.forebay.manifests.document.Field;
import io.forebay.manifests.document.Manifest;
import io.forebay.manifests.document.Manifests;
import io.forebay.manifests.finding.Check;
import io.forebay.manifests.finding.Finding;
import io.forebay.manifests.trigger.TriggerType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether numbers of a lag trigger fit what was measured. Scaling on lag is a proportional
 * controller with a delay: with T = lagThreshold, mu = jobs per second of one replica and L = cold
 * start it settles at a wait of T/mu, is unstable below T = 2 mu L/pi, and oscillates below e mu L.
 */
public final class TimingCheck implements Check {

    private static final String RULE = "timing";

    @Override
    public List<Finding> check(Manifests manifests) {
        List<Finding> found = new ArrayList<>();
        manifests
                .ofKind("ScaledObject")
                .filter(one -> ScaledObjects.triggers(one, TriggerType.KAFKA).findAny().isPresent())
                .forEach(one -> check(one, found));
        return found;
    }

    private static void check(Manifest scaledObject, List<Finding> found) {
        Optional<ServiceFigures> figures = ServiceFigures.of(scaledObject);
        if (figures.isEmpty()) {
            found.add(
                    Finding.at(
                            scaledObject.at("metadata", "annotations"),
                            RULE,
                            "annotate what was measured, or lagThreshold is a guess: %s: \"60\", %s: 20s, %s: 60s"
                                    .formatted(
                                            ServiceFigures.JOBS_PER_SECOND,
                                            ServiceFigures.COLD_START,
                                            ServiceFigures.WAIT_SLO)));
            return;
        }
        ScaledObjects.triggers(scaledObject, TriggerType.KAFKA)
                .map(one -> one.get("metadata").get("lagThreshold"))
                .filter(one -> one.text().matches("\\d{1,15}"))
                .forEach(one ->
                        threshold(one, Double.parseDouble(one.text()), figures.get(), found));
        cooldown(scaledObject, figures.get(), found);
    }

    private static void threshold(
            Field field, double threshold, ServiceFigures figures, List<Finding> found) {
        double wait = threshold / figures.jobsPerSecond();
        double slo = figures.waitSlo().toMillis() / 1000.0;
        double unstable = 2 / Math.PI * figures.jobsInAColdStart();
        double oscillating = Math.E * figures.jobsInAColdStart();
        if (wait > slo) {
            found.add(
                    Finding.at(
                            field,
                            RULE,
                            "settles at a wait of %.0f s, above the %s of %.0f s; at most %.0f"
                                    .formatted(
                                            wait,
                                            ServiceFigures.WAIT_SLO,
                                            slo,
                                            slo * figures.jobsPerSecond())));
        }
        if (threshold < oscillating) {
            found.add(
                    Finding.at(
                            field,
                            RULE,
                            ("%s with a cold start of %.0f s; at least %.0f, and a forecast or a rate for what"
                                            + " must wait less")
                                    .formatted(
                                            threshold < unstable
                                                    ? "swings ever wider"
                                                    : "oscillates",
                                            figures.coldStart().toMillis() / 1000.0,
                                            Math.ceil(oscillating))));
        }
    }

    private static void cooldown(
            Manifest scaledObject, ServiceFigures figures, List<Finding> found) {
        Duration cooldown = Duration.ofSeconds(ScaledObjects.cooldownSeconds(scaledObject));
        Duration least = figures.coldStart().multipliedBy(2);
        if (ScaledObjects.minimum(scaledObject) == 0 && cooldown.compareTo(least) < 0) {
            found.add(
                    Finding.at(
                            scaledObject.at("spec", "cooldownPeriod"),
                            RULE,
                            "cooldownPeriod %d s is shorter than two cold starts (%d s): workers would leave before they"
                                            .formatted(cooldown.toSeconds(), least.toSeconds())
                                    + " have earned their start"));
        }
    }
}
