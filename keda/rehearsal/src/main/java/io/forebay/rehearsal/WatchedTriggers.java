package io.forebay.rehearsal;

import io.forebay.simulation.emulator.ScaledObject.TriggerSpec;
import io.forebay.simulation.emulator.TriggerReading;
import io.forebay.simulation.emulator.TriggerSource;
import java.util.HashMap;
import java.util.Map;

/**
 * Remembers what each trigger said last. A trigger that cannot be asked says again what it said
 * last, as KEDA's fallback {@code currentReplicas} would have it. Confined to one thread.
 */
final class WatchedTriggers implements TriggerSource {

    private final TriggerSource source;
    private final Map<TriggerSpec, TriggerReading> latest = new HashMap<>();

    WatchedTriggers(TriggerSource source) {
        this.source = source;
    }

    @Override
    public TriggerReading read(TriggerSpec trigger, int replicas) {
        try {
            TriggerReading reading = source.read(trigger, replicas);
            latest.put(trigger, reading);
            return reading;
        } catch (IllegalStateException | io.grpc.StatusRuntimeException e) {
            TriggerReading before = latest.get(trigger);
            if (before == null) {
                throw e;
            }
            return before;
        }
    }

    /** Jobs that wait or run, of all lanes. */
    double lag() {
        return sum("kafka");
    }

    /** Workers that the scaler asks for. */
    double forecast() {
        return sum("external-push");
    }

    /** Workers that the schedule asks for. */
    double scheduled() {
        return latest.entrySet().stream()
                .filter(one -> one.getKey().type().equals("cron") && one.getValue().active())
                .mapToDouble(one -> one.getValue().usage())
                .sum();
    }

    private double sum(String type) {
        return latest.entrySet().stream()
                .filter(one -> one.getKey().type().equals(type))
                .mapToDouble(one -> one.getValue().usage())
                .sum();
    }
}
