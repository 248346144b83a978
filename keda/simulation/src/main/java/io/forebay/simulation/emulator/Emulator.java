package io.forebay.simulation.emulator;

import io.forebay.simulation.keda.Activation;
import io.forebay.simulation.keda.Hpa;
import java.util.ArrayList;
import java.util.List;

/**
 * One ScaledObject under KEDA and its HPA. Time is whatever the caller says it is, so that a day
 * can be pressed into minutes. Confined to one thread.
 */
public final class Emulator {

    private final ScaledObject object;
    private final TriggerSource source;
    private final Activation activation;
    private final Hpa hpa;
    private double syncedAt = Double.NEGATIVE_INFINITY;

    public Emulator(ScaledObject object, TriggerSource source) {
        this.object = object;
        this.source = source;
        activation = new Activation(object.polling(), object.cooldown());
        hpa = new Hpa(object.behavior(), object.minReplicas(), object.maxReplicas());
    }

    /**
     * To be called at least every polling interval.
     *
     * @param now seconds
     * @return how many workers there should be
     */
    public int replicas(double now, int current) {
        List<TriggerReading> readings = new ArrayList<>();
        for (ScaledObject.TriggerSpec trigger : object.triggers()) {
            readings.add(source.read(trigger, current));
        }
        int looked =
                activation.look(
                        now,
                        current,
                        object.minReplicas(),
                        readings.stream().anyMatch(TriggerReading::active));
        if (looked != current || current == 0) {
            hpa.reset();
            return Math.min(looked, object.maxReplicas());
        }
        if (now - syncedAt < object.behavior().syncPeriod()) {
            return current;
        }
        syncedAt = now;
        int proposal =
                readings.stream()
                        .mapToInt(one -> hpa.proposal(one.usage(), one.target(), current))
                        .max()
                        .orElse(current);
        return hpa.sync(now, current, proposal);
    }
}
