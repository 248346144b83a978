package io.forebay.scaler.lane;

import io.forebay.scaler.policy.ScheduleFloor;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Floors by the clock: {@code mon-fri 08:00-18:00 4; sat,sun 10:00-12:00 2}. A window that ends
 * before it begins goes on past midnight.
 */
public record WeeklySchedule(List<Window> windows, ZoneId zone) implements ScheduleFloor {

    private static final int STEP = 60;

    /** Floors over these days and times. */
    record Window(Set<DayOfWeek> days, LocalTime from, LocalTime to, int floor) {

        boolean holds(ZonedDateTime at) {
            LocalTime time = at.toLocalTime();
            if (from.isBefore(to)) {
                return days.contains(at.getDayOfWeek())
                        && !time.isBefore(from)
                        && time.isBefore(to);
            }
            return (days.contains(at.getDayOfWeek()) && !time.isBefore(from))
                    || (days.contains(at.getDayOfWeek().minus(1)) && time.isBefore(to));
        }
    }

    public WeeklySchedule {
        windows = List.copyOf(windows);
    }

    /**
     * @throws IllegalArgumentException saying which part is not a window
     */
    static WeeklySchedule parse(String text, String zone) {
        List<Window> windows = new ArrayList<>();
        for (String part : text.split(";")) {
            if (!part.isBlank()) {
                windows.add(window(part.strip()));
            }
        }
        try {
            return new WeeklySchedule(windows, ZoneId.of(zone));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "timezone is '" + zone + "', expected a name such as Europe/Paris", e);
        }
    }

    @Override
    public int between(double from, double to) {
        int floor = 0;
        for (double at = from; !windows.isEmpty() && at <= to + STEP; at += STEP) {
            ZonedDateTime then = Instant.ofEpochSecond((long) Math.min(at, to)).atZone(zone);
            for (Window window : windows) {
                floor = window.holds(then) ? Math.max(floor, window.floor()) : floor;
            }
        }
        return floor;
    }

    private static Window window(String part) {
        try {
            String[] words = part.split("\\s+");
            String[] times = words[1].split("-");
            return new Window(
                    days(words[0].toLowerCase(Locale.ROOT)),
                    LocalTime.parse(times[0]),
                    LocalTime.parse(times[1]),
                    Integer.parseUnsignedInt(words[2]));
        } catch (DateTimeException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new IllegalArgumentException(
                    "schedule has '" + part + "', expected such as: mon-fri 08:00-18:00 4", e);
        }
    }

    private static Set<DayOfWeek> days(String text) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (String range : text.split(",")) {
            String[] ends = range.split("-");
            DayOfWeek day = day(ends[0]);
            DayOfWeek last = day(ends[ends.length - 1]);
            days.add(day);
            while (day != last) {
                day = day.plus(1);
                days.add(day);
            }
        }
        return days;
    }

    private static DayOfWeek day(String name) {
        return Arrays.stream(DayOfWeek.values())
                .filter(day ->
                        name.length() >= 3 && day.name().toLowerCase(Locale.ROOT).startsWith(name))
                .findFirst()
                .orElseThrow(() -> new DateTimeException(name));
    }
}
