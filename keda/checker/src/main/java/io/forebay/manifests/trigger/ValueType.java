package io.forebay.manifests.trigger;

import java.util.List;
import java.util.Optional;

/** What the text of a parameter must be. */
public sealed interface ValueType {

    /** What is wrong with a value; empty when nothing is. */
    Optional<String> fault(String value);

    /** Any text but an empty one. */
    record Text() implements ValueType {
        @Override
        public Optional<String> fault(String value) {
            return value.isBlank() ? Optional.of("must not be empty") : Optional.empty();
        }
    }

    /** As Go's {@code strconv.ParseInt}. */
    record WholeNumber(long least) implements ValueType {
        @Override
        public Optional<String> fault(String value) {
            try {
                return Long.parseLong(value) < least
                        ? Optional.of("must be at least %d, not %s".formatted(least, value))
                        : Optional.empty();
            } catch (NumberFormatException e) {
                return Optional.of("must be a whole number, not '%s'".formatted(value));
            }
        }
    }

    /** A number with or without a fraction. */
    record Decimal() implements ValueType {
        @Override
        public Optional<String> fault(String value) {
            return value.matches("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?")
                    ? Optional.empty()
                    : Optional.of("must be a number, not '%s'".formatted(value));
        }
    }

    /** As Go's {@code strconv.ParseBool}. */
    record Truth() implements ValueType {
        @Override
        public Optional<String> fault(String value) {
            return value.matches("1|0|[tTfF]|true|True|TRUE|false|False|FALSE")
                    ? Optional.empty()
                    : Optional.of("must be true or false, not '%s'".formatted(value));
        }

        static boolean isTrue(String value) {
            return value.matches("1|[tT]|true|True|TRUE");
        }
    }

    /** One of a few words. */
    record OneOf(List<String> words) implements ValueType {

        public OneOf {
            words = List.copyOf(words);
        }

        @Override
        public Optional<String> fault(String value) {
            return words.contains(value)
                    ? Optional.empty()
                    : Optional.of(
                            "must be one of %s, not '%s'"
                                    .formatted(String.join(", ", words), value));
        }
    }

    /** {@code host:port}, or several with commas between them. */
    record Addresses() implements ValueType {
        @Override
        public Optional<String> fault(String value) {
            return value.matches("[^\\s,:]+:\\d{1,5}(\\s*,\\s*[^\\s,:]+:\\d{1,5})*")
                    ? Optional.empty()
                    : Optional.of("must be host:port, not '%s'".formatted(value));
        }
    }

    /** Five fields, as cron has them. */
    record Schedule() implements ValueType {
        @Override
        public Optional<String> fault(String value) {
            return CronSchedule.fault(value);
        }
    }

    /** A name of the IANA time zone database. */
    record TimeZone() implements ValueType {
        @Override
        public Optional<String> fault(String value) {
            return java.time.ZoneId.getAvailableZoneIds().contains(value)
                    ? Optional.empty()
                    : Optional.of(
                            "must be a time zone such as Europe/Berlin, not '%s'".formatted(value));
        }
    }
}
