package io.forebay.ingest.webhook;

import io.forebay.ingest.problem.InputError;
import io.forebay.ingest.problem.Refusal;
import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.webhook.CallbackUrl;
import io.forebay.schemas.webhook.EventTypes;
import io.forebay.schemas.webhook.TargetPolicy;
import io.forebay.schemas.wire.Callback;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Checks where webhooks are to go and what they are to tell. Safe for use by several threads.
 *
 * @param targets empty where there are no webhooks
 */
public record CallbackRules(Optional<TargetPolicy> targets) {

    /** The longest list of events, as text. */
    public static final int MAX_EVENTS_LENGTH = 512;

    /** Rules of a server without webhooks. */
    public static CallbackRules none() {
        return new CallbackRules(Optional.empty());
    }

    /**
     * A callback as options give it.
     *
     * @param events names or groups of events, separated by commas; empty = every end
     * @param urlPlace makes an error about the URL, of what is wrong with it
     * @param eventsPlace the same for the events
     * @throws io.forebay.ingest.problem.RefusedException when it cannot be used
     */
    public Callback callback(
            String url,
            Optional<String> events,
            Function<String, InputError> urlPlace,
            Function<String, InputError> eventsPlace) {
        return Callback.newBuilder()
                .setUrl(url(url, urlPlace))
                .addAllEvents(
                        events(
                                events.stream()
                                        .flatMap(text -> Arrays.stream(text.split(",", -1)))
                                        .map(String::strip)
                                        .toList(),
                                eventsPlace))
                .build();
    }

    /** The URL, if calls may go there. */
    String url(String text, Function<String, InputError> place) {
        TargetPolicy policy =
                targets.orElseThrow(() ->
                        Refusal.of(
                                        ProblemCode.NOT_READY,
                                        "there are no webhooks here: webhooks.secret-key is not set")
                                .toException());
        return switch (policy.read(text)) {
            case CallbackUrl.Reading.Sound _ -> text;
            case CallbackUrl.Reading.Refused(String reason) -> throw refused(place.apply(reason));
        };
    }

    /** The filters, if they are some. */
    static List<String> events(List<String> filters, Function<String, InputError> place) {
        if (filters.size() > EventTypes.MAX_FILTERS) {
            throw refused(place.apply("at most %d events".formatted(EventTypes.MAX_FILTERS)));
        }
        for (String filter : filters) {
            if (!EventTypes.isFilter(filter)) {
                throw refused(place.apply("expected " + EventTypes.expected()));
            }
        }
        return filters;
    }

    static RuntimeException refused(InputError error) {
        return Refusal.of(ProblemCode.INVALID_CALLBACK, error).toException();
    }
}
