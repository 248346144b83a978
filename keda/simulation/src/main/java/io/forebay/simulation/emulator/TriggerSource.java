package io.forebay.simulation.emulator;

/** Asks one trigger. */
@FunctionalInterface
public interface TriggerSource {

    /**
     * @param replicas how many there are
     */
    TriggerReading read(ScaledObject.TriggerSpec trigger, int replicas);
}
