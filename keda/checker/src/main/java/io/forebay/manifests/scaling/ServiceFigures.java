package io.forebay.manifests.scaling;

import io.forebay.manifests.document.Field;
import io.forebay.manifests.document.Manifest;
import io.forebay.schemas.config.Durations;
import java.time.Duration;
import java.util.Optional;

/**
 * What was measured of a service, as its ScaledObject is annotated.
 *
 * @param jobsPerSecond of one replica
 * @param coldStart from the decision for one more to its first job
 * @param waitSlo how long a job may wait
 */
record ServiceFigures(double jobsPerSecond, Duration coldStart, Duration waitSlo) {

    static final String JOBS_PER_SECOND = "forebay.io/jobs-per-second";
    static final String COLD_START = "forebay.io/cold-start";
    static final String WAIT_SLO = "forebay.io/wait-slo";
    static final String RUN_TIMEOUT = "forebay.io/run-timeout";

    /** Empty when one is missing or no such thing. */
    static Optional<ServiceFigures> of(Manifest scaledObject) {
        String rate = annotation(scaledObject, JOBS_PER_SECOND).text();
        Optional<Duration> coldStart = Durations.parse(annotation(scaledObject, COLD_START).text());
        Optional<Duration> slo = Durations.parse(annotation(scaledObject, WAIT_SLO).text());
        boolean whole = rate.matches("\\d+(\\.\\d+)?") && Double.parseDouble(rate) > 0;
        return whole && coldStart.isPresent() && slo.isPresent()
                ? Optional.of(
                        new ServiceFigures(Double.parseDouble(rate), coldStart.get(), slo.get()))
                : Optional.empty();
    }

    static Field annotation(Manifest scaledObject, String name) {
        return scaledObject.at("metadata", "annotations", name);
    }

    /** How many jobs one replica does while another one starts. */
    double jobsInAColdStart() {
        return jobsPerSecond * coldStart.toMillis() / 1000.0;
    }
}
