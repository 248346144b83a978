package io.forebay.ingest.options;

import io.forebay.ingest.options.SubmitOptions.Timeouts;
import io.forebay.ingest.problem.InputError;
import io.forebay.ingest.problem.LimitSeen;
import io.forebay.ingest.problem.Refusal;
import io.forebay.ingest.webhook.CallbackRules;
import io.forebay.schemas.id.OrderingKey;
import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.wire.CacheMode;
import io.forebay.schemas.wire.Callback;
import io.forebay.schemas.wire.Lane;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a job's options from headers, or from the body's parameters where there is no header.
 * Confined to one request.
 */
public final class OptionsReader {

    private static final Pattern TRACEPARENT =
            Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    private static final Instant LATEST_DEADLINE = Instant.parse("9999-12-31T23:59:59Z");

    private final Function<String, Optional<String>> headers;
    private final Function<String, Optional<String>> parameters;
    private final Duration longestQueueTimeout;
    private final Duration longestRunTimeout;
    private final CallbackRules callbacks;

    /**
     * @param headers by name
     * @param parameters of the body, by name
     */
    public OptionsReader(
            Function<String, Optional<String>> headers,
            Function<String, Optional<String>> parameters,
            Duration longestQueueTimeout,
            Duration longestRunTimeout,
            CallbackRules callbacks) {
        this.headers = headers;
        this.parameters = parameters;
        this.longestQueueTimeout = longestQueueTimeout;
        this.longestRunTimeout = longestRunTimeout;
        this.callbacks = callbacks;
    }

    /**
     * The options.
     *
     * @param cacheControl values of every {@code Cache-Control} header
     * @param metadata of the body, when there are any
     * @throws io.forebay.ingest.problem.RefusedException when one cannot be read or is over a limit
     */
    public SubmitOptions read(
            List<String> cacheControl, Optional<Map<String, String>> metadata, Instant now) {
        Optional<IdempotencyKey> key =
                headers.apply(IdempotencyKey.HEADER).map(IdempotencyKey::parse);
        Timeouts timeouts =
                new Timeouts(
                        duration("Forebay-Queue-Timeout", "queue_timeout", longestQueueTimeout),
                        duration("Forebay-Run-Timeout", "run_timeout", longestRunTimeout),
                        deadline(now));
        return new SubmitOptions(
                key.orElse(null),
                cacheMode(cacheControl),
                lane(),
                timeouts,
                headers.apply("Forebay-Metadata")
                        .map(Metadata::parseHeader)
                        .or(() -> metadata)
                        .orElse(Map.of()),
                headers.apply("traceparent")
                        .filter(text -> TRACEPARENT.matcher(text).matches())
                        .orElse(""),
                orderingKey(),
                callback());
    }

    private String orderingKey() {
        Optional<Given> given = option("Forebay-Ordering-Key", "ordering_key");
        if (given.isEmpty()) {
            return "";
        }
        if (!OrderingKey.isSound(given.get().text)) {
            throw malformed(given.get(), OrderingKey.EXPECTED);
        }
        return given.get().text;
    }

    private @Nullable Callback callback() {
        Optional<Given> url = option("Forebay-Callback", "callback");
        Optional<Given> events = option("Forebay-Callback-Events", "callback_events");
        if (url.isEmpty()) {
            events.ifPresent(given -> {
                throw malformed(given, "there is no callback that it could be about");
            });
            return null;
        }
        return callbacks.callback(
                url.get().text,
                events.map(Given::text),
                url.get()::error,
                detail -> events.orElse(url.get()).error(detail));
    }

    private static CacheMode cacheMode(List<String> cacheControl) {
        CacheMode mode = CacheMode.USE;
        for (String header : cacheControl) {
            for (String directive : header.split(",", -1)) {
                switch (directive.strip().toLowerCase(Locale.ROOT)) {
                    case "no-store" -> mode = CacheMode.BYPASS;
                    case "no-cache" -> mode = mode == CacheMode.BYPASS ? mode : CacheMode.REFRESH;
                    default -> {
                        // Directives for caches between the client and us.
                    }
                }
            }
        }
        return mode;
    }

    private Lane lane() {
        return option("Forebay-Lane", "lane")
                .map(given ->
                        Arrays.stream(new Lane[] {Lane.INTERACTIVE, Lane.BULK})
                                .filter(lane -> Topics.laneName(lane).equals(given.text))
                                .findFirst()
                                .orElseThrow(
                                        () -> malformed(given, "expected interactive or bulk")))
                .orElse(Lane.INTERACTIVE);
    }

    private @Nullable Duration duration(String header, String parameter, Duration longest) {
        Optional<Given> given = option(header, parameter);
        if (given.isEmpty()) {
            return null;
        }
        Duration duration =
                Timings.parse(given.get().text)
                        .filter(any -> any.toMillis() > 0)
                        .orElseThrow(() ->
                                malformed(given.get(), "expected seconds, 30s, 10m or ISO 8601"));
        if (duration.compareTo(longest) > 0) {
            throw Refusal.of(
                            ProblemCode.INVALID_INPUT,
                            given.get().error("at most %d s".formatted(longest.toSeconds())))
                    .with(
                            new LimitSeen(
                                    parameter + "_seconds",
                                    longest.toSeconds(),
                                    duration.toSeconds()))
                    .toException();
        }
        return duration;
    }

    private @Nullable Instant deadline(Instant now) {
        Optional<Given> given = option("Forebay-Deadline", "deadline");
        if (given.isEmpty()) {
            return null;
        }
        Instant deadline;
        try {
            deadline = OffsetDateTime.parse(given.get().text).toInstant();
        } catch (DateTimeException e) {
            throw malformed(given.get(), "expected a time as in RFC 3339");
        }
        if (deadline.isAfter(LATEST_DEADLINE)) {
            throw malformed(given.get(), "expected a time as in RFC 3339, of four-digit years");
        }
        if (!deadline.isAfter(now)) {
            throw Refusal.of(ProblemCode.INVALID_INPUT, given.get().error("has passed"))
                    .toException();
        }
        return deadline;
    }

    private Optional<Given> option(String header, String parameter) {
        return headers.apply(header)
                .map(text -> new Given(InputError.header(header, ""), text.strip()))
                .or(() ->
                        parameters
                                .apply(parameter)
                                .map(text ->
                                        new Given(
                                                InputError.pointer("/parameters/" + parameter, ""),
                                                text)));
    }

    private static RuntimeException malformed(Given given, String detail) {
        return Refusal.of(ProblemCode.MALFORMED_REQUEST, given.error(detail)).toException();
    }

    /** An option and where it stands. */
    private record Given(InputError place, String text) {

        InputError error(String detail) {
            return new InputError(place.place(), place.where(), detail);
        }
    }
}
