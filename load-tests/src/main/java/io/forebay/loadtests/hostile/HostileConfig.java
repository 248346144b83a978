package io.forebay.loadtests.hostile;

import io.forebay.loadtests.job.Target;
import java.nio.file.Path;
import java.time.Duration;

/**
 * @param good the instance as the good client knows it
 * @param hostile as the hostile ones do, who may be another tenant
 * @param cases the folder of conformance cases
 * @param pictures the model that pictures are sent to
 * @param rate of the good client, a second; 0 = half of what a closed loop finds
 * @param warmUp jobs before anything is measured
 * @param alone for how long the good client is alone
 * @param beside for how long hostile ones are there; each case is played once in any case
 * @param clients hostile ones
 * @param pause of each hostile client after each case
 * @param slow connections that are kept busy with nothing
 */
public record HostileConfig(
        Target good,
        Target hostile,
        Path cases,
        String pictures,
        double rate,
        int warmUp,
        Duration alone,
        Duration beside,
        int clients,
        Duration pause,
        int slow) {}
