package io.forebay.loadtests.hostile;

import io.forebay.loadtests.machine.NamedPid;
import java.util.List;
import java.util.stream.Stream;

/** The processes of an instance and their children, as they were when this was made. */
public final class Processes {

    private final List<ProcessHandle> all;

    private Processes(List<ProcessHandle> all) {
        this.all = all;
    }

    /** All that run now, of these and their children. */
    public static Processes of(List<NamedPid> roots) {
        return new Processes(
                roots.stream()
                        .flatMap(root -> ProcessHandle.of(root.pid()).stream())
                        .flatMap(root -> Stream.concat(Stream.of(root), root.descendants()))
                        .toList());
    }

    /** How many there are. */
    public int count() {
        return all.size();
    }

    /** Those that have ended since. */
    List<String> gone() {
        return all.stream()
                .filter(one -> !one.isAlive())
                .map(one -> "process " + one.pid())
                .toList();
    }
}
