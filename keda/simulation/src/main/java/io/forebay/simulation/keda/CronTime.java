package io.forebay.simulation.keda;

import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/**
 * A schedule of five fields (minute, hour, day, month, weekday), as KEDA's cron parser takes it.
 * Where day and weekday are both given, one of the two is enough. Immutable.
 */
final class CronTime {

    /** Four years and some: 29 February comes within them. */
    private static final int FARTHEST = 1_500;

    private static final List<String> MONTHS =
            List.of(" jan feb mar apr may jun jul aug sep oct nov dec".split(" "));
    private static final List<String> WEEKDAYS = List.of("sun mon tue wed thu fri sat".split(" "));

    private final String text;
    private final BitSet minutes;
    private final BitSet hours;
    private final BitSet days;
    private final BitSet months;
    private final BitSet weekdays;
    private final boolean eitherDay;

    private CronTime(String text, String[] fields) {
        this.text = text;
        minutes = field(fields[0], 0, 59, List.of());
        hours = field(fields[1], 0, 23, List.of());
        days = field(fields[2], 1, 31, List.of());
        months = field(fields[3], 1, 12, MONTHS);
        weekdays = field(fields[4], 0, 6, WEEKDAYS);
        eitherDay = isRestricted(fields[2]) && isRestricted(fields[4]);
    }

    /**
     * @throws IllegalArgumentException saying which schedule, and what was expected
     */
    static CronTime parse(String text) {
        String[] fields = text.strip().split("\\s+");
        if (fields.length != 5) {
            throw new IllegalArgumentException(
                    "'%s' is no schedule: expected 5 fields (minute hour day month weekday)"
                            .formatted(text));
        }
        try {
            return new CronTime(text, fields);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'%s' is no schedule".formatted(text), e);
        }
    }

    /** The first time after this one. */
    ZonedDateTime after(ZonedDateTime now) {
        for (int ahead = 0; ahead < FARTHEST; ahead++) {
            LocalDate date = now.toLocalDate().plusDays(ahead);
            for (int hour = nextOf(date); hour >= 0; hour = hours.nextSetBit(hour + 1)) {
                for (int minute = minutes.nextSetBit(0);
                        minute >= 0;
                        minute = minutes.nextSetBit(minute + 1)) {
                    ZonedDateTime time = date.atTime(hour, minute).atZone(now.getZone());
                    if (time.isAfter(now)) {
                        return time;
                    }
                }
            }
        }
        throw new IllegalArgumentException("'%s' never comes".formatted(text));
    }

    /** The first hour of a date, or -1 on dates that are not meant. */
    private int nextOf(LocalDate date) {
        boolean day = days.get(date.getDayOfMonth());
        boolean weekday = weekdays.get(date.getDayOfWeek().getValue() % 7);
        boolean meant = eitherDay ? day || weekday : day && weekday;
        return meant && months.get(date.getMonthValue()) ? hours.nextSetBit(0) : -1;
    }

    private static boolean isRestricted(String field) {
        return !field.startsWith("*") && !field.startsWith("?");
    }

    private static BitSet field(String text, int least, int most, List<String> words) {
        BitSet values = new BitSet();
        for (String part : text.split(",")) {
            String[] step = part.split("/");
            String[] ends = step[0].split("-");
            boolean all = !isRestricted(step[0]);
            int first = all ? least : value(ends[0], words);
            int last =
                    all || (step.length > 1 && ends.length == 1)
                            ? most
                            : value(ends[ends.length - 1], words);
            if (first < least || last > most || first > last) {
                throw new NumberFormatException(part);
            }
            int every = step.length > 1 ? Integer.parseInt(step[1]) : 1;
            for (int value = first; value <= last; value += Math.max(1, every)) {
                values.set(value);
            }
        }
        return values;
    }

    private static int value(String text, List<String> words) {
        int word = words.indexOf(text.toLowerCase(Locale.ROOT));
        return word >= 0 ? word : Integer.parseInt(text);
    }
}
