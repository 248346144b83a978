package io.forebay.loadtests.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What the machine's processors have done since it started, from {@code /proc/stat} (proc_stat(5)).
 *
 * @param busySeconds of all processes, in user and system mode. Interrupts are left out: those of
 *     the loopback network are the measured systems' own, but no process is charged with them
 * @param stolenSeconds that the host gave to other machines
 */
public record MachineClock(int cores, double busySeconds, double stolenSeconds) {

    // USER_HZ, which is 100 on every Linux whatever the kernel's own clock does (time(7)).
    private static final double TICKS_PER_SECOND = 100;
    // Places of the first line, after its name.
    private static final List<Integer> BUSY = List.of(1, 2, 3);
    private static final int STOLEN = 8;

    /** Now; all zero where there is no {@code /proc}. */
    public static MachineClock read() {
        try {
            return parse(Files.readAllLines(Path.of("/proc/stat")));
        } catch (IOException e) {
            return new MachineClock(Runtime.getRuntime().availableProcessors(), 0, 0);
        }
    }

    static MachineClock parse(List<String> lines) {
        String[] all = lines.getFirst().split(" +");
        int cores = (int) lines.stream().filter(line -> line.matches("cpu[0-9]+ .*")).count();
        return new MachineClock(
                cores,
                BUSY.stream().mapToLong(place -> Long.parseLong(all[place])).sum()
                        / TICKS_PER_SECOND,
                Long.parseLong(all[STOLEN]) / TICKS_PER_SECOND);
    }

    /**
     * The share of the processors that went to processes and machines other than ours.
     *
     * @param earlier the clock at the start
     * @param ownSeconds of CPU that our processes used since then
     * @param wallSeconds since then
     * @return 0 to 1
     */
    public double foreignShareSince(MachineClock earlier, double ownSeconds, double wallSeconds) {
        double busy = busySeconds - earlier.busySeconds;
        double stolen = stolenSeconds - earlier.stolenSeconds;
        double foreign = Math.max(0, busy - ownSeconds) + stolen;
        return Math.clamp(foreign / (cores * wallSeconds), 0, 1);
    }
}
