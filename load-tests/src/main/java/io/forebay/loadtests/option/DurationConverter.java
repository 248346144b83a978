package io.forebay.loadtests.option;

import io.forebay.schemas.config.Durations;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations as everywhere in Forebay: {@code 30s}, {@code 5m} or ISO 8601. */
public final class DurationConverter implements ITypeConverter<Duration> {

    @Override
    public Duration convert(String value) {
        return Durations.parse(value)
                .orElseThrow(
                        () -> new TypeConversionException("'" + value + "' is not a duration"));
    }
}
