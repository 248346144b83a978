package io.forebay.loadtests.soak.sample;

import io.forebay.loadtests.cluster.Daemon;
import io.forebay.loadtests.cluster.Role;
import io.forebay.loadtests.soak.slope.Measure;
import io.forebay.loadtests.soak.slope.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Samples a cluster's processes and those they started. Confined to one thread.
 *
 * @param suffering whether a fault befalls the process of a name just now
 * @param clock milliseconds since the start of the run
 */
record Processes(
        List<Daemon> daemons, Predicate<String> suffering, Samples samples, LongSupplier clock) {

    private static final String DEVICE = "device";

    /** A process by its number. A new one under an old name is another life. */
    private record One(String role, String name, long pid, boolean java) {

        String life() {
            return name + " (" + pid + ")";
        }

        Subject subject(Measure measure) {
            return new Subject(measure, role);
        }
    }

    Processes {
        daemons = List.copyOf(daemons);
    }

    /** What the kernel says of each. */
    void look() {
        daemons.stream()
                .flatMap(daemon -> all(daemon).stream())
                .forEach(one ->
                        ProcessFigures.of(one.pid())
                                .ifPresent(figures -> {
                                    add(one, Measure.RSS, figures.residentBytes());
                                    add(one, Measure.THREADS, figures.threads());
                                    add(one, Measure.FILES, figures.files());
                                }));
    }

    /**
     * Has each collect its garbage, and looks what is left. Not those that suffer, or start: nobody
     * would answer.
     */
    void collect() throws InterruptedException {
        for (Daemon daemon : daemons) {
            if (suffering.test(daemon.name()) || !daemon.isReady()) {
                continue;
            }
            for (One one : all(daemon)) {
                if (one.java()) {
                    Optional<Heap> heap = Heap.collect(one.pid());
                    Optional<ProcessFigures> figures = ProcessFigures.of(one.pid());
                    if (heap.isPresent() && figures.isPresent()) {
                        add(one, Measure.LIVE_HEAP, heap.get().liveBytes());
                        outside(one, heap.get(), figures.get());
                    }
                }
            }
        }
    }

    /** Where the whole heap is resident, which a device process is not told to see to. */
    private void outside(One one, Heap heap, ProcessFigures figures) {
        if (!one.role().equals(DEVICE)) {
            add(one, Measure.OUTSIDE_HEAP, figures.residentBytes() - heap.committedBytes());
        }
    }

    private void add(One one, Measure measure, long value) {
        samples.add(one.subject(measure), one.life(), clock.getAsLong(), (double) value);
    }

    private static List<One> all(Daemon daemon) {
        List<One> all = new ArrayList<>();
        daemon.pid()
                .ifPresent(pid -> {
                    boolean java = daemon.role() != Role.REDIS;
                    all.add(new One(daemon.role().title(), daemon.name(), pid, java));
                    ProcessHandle.of(pid).stream()
                            .flatMap(ProcessHandle::descendants)
                            .forEach(child ->
                                    all.add(
                                            new One(
                                                    DEVICE,
                                                    daemon.name() + "/" + DEVICE,
                                                    child.pid(),
                                                    java)));
                });
        return all;
    }
}
