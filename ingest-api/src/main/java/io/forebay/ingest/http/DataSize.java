package io.forebay.ingest.http;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number of bytes, written as {@code 512B}, {@code 256KiB}, {@code 16MiB} or {@code 1GiB}. */
public record DataSize(long bytes) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,9}) ?(B|KiB|MiB|GiB)");

    @JsonCreator
    public static DataSize parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("expected 512B, 256KiB, 16MiB or 1GiB");
        }
        long amount = Long.parseLong(matcher.group(1));
        return new DataSize(
                switch (matcher.group(2)) {
                    case "KiB" -> amount << 10;
                    case "MiB" -> amount << 20;
                    case "GiB" -> amount << 30;
                    default -> amount;
                });
    }

    @JsonValue
    @Override
    public String toString() {
        for (int power = 3; power > 0; power--) {
            long unit = 1L << (10 * power);
            if (bytes >= unit && bytes % unit == 0) {
                return (bytes / unit) + " KMG".substring(power, power + 1) + "iB";
            }
        }
        return bytes + "B";
    }
}
