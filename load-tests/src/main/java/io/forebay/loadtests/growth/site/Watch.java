package io.forebay.loadtests.growth.site;

import io.forebay.loadtests.machine.MachineClock;
import io.forebay.loadtests.machine.Meter;
import io.forebay.loadtests.machine.Usage;

/** Measures what is spent from its beginning on. Confined to one thread. */
public final class Watch {

    private static final double NANOS = 1e9;

    private final Site site;
    private final Meter.Reading processes;
    private final MachineClock machine;
    private final long start;

    private Watch(Site site) {
        this.site = site;
        this.processes = Meter.of(site.processes()).read();
        this.machine = MachineClock.read();
        this.start = System.nanoTime();
    }

    /** Begins now. What is to be killed must be dead by now: its time would count as ours. */
    public static Watch begin(Site site) {
        return new Watch(site);
    }

    /** Seconds since its beginning. */
    public double seconds() {
        return (System.nanoTime() - start) / NANOS;
    }

    /** What was spent up to now, also by processes that were started since. */
    public Spent spent() {
        double seconds = seconds();
        MachineClock now = MachineClock.read();
        Meter meter = Meter.of(site.processes());
        Usage usage = meter.between(processes, meter.read());
        return new Spent(
                seconds,
                usage.instanceCpuSeconds(),
                now.foreignShareSince(
                        machine,
                        usage.instanceCpuSeconds() + usage.generatorCpuSeconds(),
                        seconds));
    }
}
