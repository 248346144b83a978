/**
 * What KEDA 2.20 and a HorizontalPodAutoscaler decide, as formulas: {@link
 * io.forebay.simulation.keda.Hpa} between one and the maximum, {@link
 * io.forebay.simulation.keda.Activation} between none and one, {@link
 * io.forebay.simulation.keda.CronWindow} by schedule.
 */
@NullMarked
package io.forebay.simulation.keda;

import org.jspecify.annotations.NullMarked;
