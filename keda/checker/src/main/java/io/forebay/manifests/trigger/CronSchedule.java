package io.forebay.manifests.trigger;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** The schedules that KEDA's cron parser takes: minute, hour, day, month, weekday. */
final class CronSchedule {

    private static final List<Range> FIELDS =
            List.of(
                    new Range("minute", 0, 59, ""),
                    new Range("hour", 0, 23, ""),
                    new Range("day", 1, 31, ""),
                    new Range("month", 1, 12, "jan feb mar apr may jun jul aug sep oct nov dec"),
                    new Range("weekday", 0, 6, "sun mon tue wed thu fri sat"));

    private CronSchedule() {}

    private record Range(String name, int least, int most, String words) {}

    static Optional<String> fault(String schedule) {
        List<String> parts = List.of(schedule.strip().split("\\s+"));
        if (parts.size() != FIELDS.size()) {
            return Optional.of(
                    "must be 5 fields (minute hour day month weekday), not %d: '%s'"
                            .formatted(parts.size(), schedule));
        }
        return IntStream.range(0, parts.size())
                .filter(i ->
                        List.of(parts.get(i).split(",", -1)).stream()
                                .anyMatch(one -> !fits(one, FIELDS.get(i))))
                .mapToObj(i ->
                        "its %s must be %d to %d, not '%s'"
                                .formatted(
                                        FIELDS.get(i).name(),
                                        FIELDS.get(i).least(),
                                        FIELDS.get(i).most(),
                                        parts.get(i)))
                .findFirst();
    }

    private static boolean fits(String expression, Range range) {
        String[] step = expression.split("/", -1);
        if (step.length > 2 || (step.length == 2 && !step[1].matches("[1-9]\\d{0,3}"))) {
            return false;
        }
        if (step[0].equals("*") || step[0].equals("?")) {
            return true;
        }
        String[] ends = step[0].split("-", -1);
        int first = value(ends[0], range);
        int last = value(ends[ends.length - 1], range);
        return ends.length <= 2 && first >= range.least() && last <= range.most() && first <= last;
    }

    /** Its number, or one that fits no range. */
    private static int value(String text, Range range) {
        if (text.matches("\\d{1,4}")) {
            return Integer.parseInt(text);
        }
        int word = List.of(range.words().split(" ")).indexOf(text.toLowerCase(Locale.ROOT));
        return word < 0 || text.isEmpty() ? Integer.MIN_VALUE : word + range.least();
    }
}
