package io.forebay.loadtests.machine;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the processes under load and the benchmark itself have used. Confined to one thread.
 */
public final class Meter {

    // USER_HZ, which is 100 on every Linux whatever the kernel's own clock does (time(7)).
    private static final double TICKS_PER_SECOND = 100;

    private final ProcFiles proc;
    private final long generator;
    private final List<NamedPid> roots;

    Meter(ProcFiles proc, long generator, List<NamedPid> roots) {
        this.proc = proc;
        this.generator = generator;
        this.roots = roots.stream().filter(root -> root.pid() != generator).toList();
    }

    /**
     * @param roots the processes under load; their children count too
     */
    public static Meter of(List<NamedPid> roots) {
        return new Meter(new ProcFiles(Path.of("/proc")), ProcessHandle.current().pid(), roots);
    }

    /** The clocks of all processes now. */
    public Reading read() {
        List<ProcessStat> all = proc.all();
        Map<Long, Clock> clocks = new LinkedHashMap<>();
        for (NamedPid root : roots) {
            all.stream()
                    .filter(stat -> stat.pid() == root.pid())
                    .forEach(stat -> addTree(root.name(), stat, all, clocks));
        }
        long own =
                all.stream()
                        .filter(stat -> stat.pid() == generator)
                        .mapToLong(ProcessStat::ticks)
                        .sum();
        return new Reading(own, clocks);
    }

    /** What was used from one reading to another. */
    public Usage between(Reading before, Reading after) {
        List<Usage.Consumption> instance =
                after.clocks.entrySet().stream()
                        .map(entry -> consumption(entry.getKey(), entry.getValue(), before))
                        .sorted(Comparator.comparing(Usage.Consumption::name))
                        .toList();
        return new Usage(
                (after.generatorTicks - before.generatorTicks) / TICKS_PER_SECOND,
                proc.peakRssBytes(generator),
                instance);
    }

    private Usage.Consumption consumption(long pid, Clock clock, Reading before) {
        Clock earlier = before.clocks.get(pid);
        long ticks = clock.ticks - (earlier == null ? 0 : earlier.ticks);
        return new Usage.Consumption(
                clock.name,
                pid,
                ticks / TICKS_PER_SECOND,
                proc.peakRssBytes(pid),
                threads(clock, earlier));
    }

    private static Map<String, Double> threads(Clock clock, @Nullable Clock earlier) {
        Map<String, Double> seconds = new HashMap<>();
        clock.threads.forEach((name, ticks) -> {
            long before = earlier == null ? 0 : earlier.threads.getOrDefault(name, 0L);
            // Fewer when one of that name has ended.
            seconds.put(name, Math.max(0, ticks - before) / TICKS_PER_SECOND);
        });
        return seconds;
    }

    private void addTree(
            String name, ProcessStat stat, List<ProcessStat> all, Map<Long, Clock> clocks) {
        Clock clock = new Clock(name, stat.ticks(), proc.threads(stat.pid()));
        if (clocks.putIfAbsent(stat.pid(), clock) != null) {
            return;
        }
        all.stream()
                .filter(child -> child.parent() == stat.pid())
                .forEach(child -> addTree(name + "/" + child.command(), child, all, clocks));
    }

    private record Clock(String name, long ticks, Map<String, Long> threads) {}

    /** The clocks at one moment. */
    public static final class Reading {

        private final long generatorTicks;
        private final Map<Long, Clock> clocks;

        private Reading(long generatorTicks, Map<Long, Clock> clocks) {
            this.generatorTicks = generatorTicks;
            this.clocks = clocks;
        }
    }
}
