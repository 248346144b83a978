package io.forebay.loadtests.machine;

import java.util.List;

/**
 * The parts of {@code /proc/<pid>/stat} (proc_pid_stat(5)) that the benchmark needs.
 *
 * @param ticks user and system time of the process and of its children that have ended, in clock
 *     ticks
 */
record ProcessStat(long pid, String command, long parent, long ticks) {

    // Places after the command, whose closing parenthesis is the line's last one.
    private static final int PARENT = 1;
    private static final List<Integer> TIMES = List.of(11, 12, 13, 14);

    static ProcessStat parse(String line) {
        int open = line.indexOf('(');
        int close = line.lastIndexOf(')');
        String[] rest = line.substring(close + 2).split(" ");
        return new ProcessStat(
                Long.parseLong(line.substring(0, open).strip()),
                line.substring(open + 1, close),
                Long.parseLong(rest[PARENT]),
                TIMES.stream().mapToLong(place -> Long.parseLong(rest[place])).sum());
    }
}
