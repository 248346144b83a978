package io.forebay.simulation.keda;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Map;

/**
 * When KEDA's cron trigger is active: while its next end comes before its next start. Immutable.
 */
public final class CronWindow {

    private final CronTime start;
    private final CronTime end;
    private final ZoneId zone;

    private CronWindow(CronTime start, CronTime end, ZoneId zone) {
        this.start = start;
        this.end = end;
        this.zone = zone;
    }

    /**
     * @param metadata of the trigger: {@code start}, {@code end} and {@code timezone}
     * @throws IllegalArgumentException when one is missing or is none
     */
    public static CronWindow of(Map<String, String> metadata) {
        return new CronWindow(
                CronTime.parse(text(metadata, "start")),
                CronTime.parse(text(metadata, "end")),
                ZoneId.of(text(metadata, "timezone")));
    }

    public boolean isOpen(Instant now) {
        ZonedDateTime here = now.atZone(zone);
        return !end.after(here).isAfter(start.after(here));
    }

    private static String text(Map<String, String> metadata, String key) {
        String value = metadata.get(key);
        if (value == null) {
            throw new IllegalArgumentException("a cron trigger's metadata needs " + key);
        }
        return value;
    }
}
