package io.forebay.ingest.options;

import static io.forebay.fuzz.Property.holds;
import static io.forebay.fuzz.Property.same;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.forebay.fuzz.Parts;
import io.forebay.ingest.deadletter.LetterId;
import io.forebay.ingest.problem.RefusedException;
import io.forebay.ingest.webhook.CallbackRules;
import io.forebay.schemas.id.OrderingKey;
import io.forebay.schemas.webhook.TargetConfig;
import io.forebay.schemas.webhook.TargetPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a client asks for beside the inference: headers, a line each ({@code name: value}). */
final class OptionsFuzz {

    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
    private static final Duration LONGEST = Duration.ofHours(24);
    private static final CallbackRules RULES =
            new CallbackRules(Optional.of(new TargetPolicy(TargetConfig.DEFAULT)));

    @FuzzTest
    void options(byte[] bytes) {
        Map<String, String> headers = headers(bytes);
        List<String> cache = List.of(headers.getOrDefault("cache-control", ""));
        try {
            check(
                    new OptionsReader(
                                    name -> Optional.ofNullable(headers.get(lower(name))),
                                    name -> Optional.ofNullable(headers.get("p-" + name)),
                                    LONGEST,
                                    LONGEST,
                                    RULES)
                            .read(cache, Optional.empty(), NOW));
        } catch (RefusedException e) {
            holds(e.refusal().code().status() / 100 == 4, "the client is to blame, says " + e);
        }
        Preference preference = Preference.parse(List.copyOf(headers.values()));
        preference
                .waitUpTo(LONGEST)
                .ifPresent(wait ->
                        holds(
                                !wait.isNegative() && wait.compareTo(LONGEST) <= 0,
                                "waits for longer than allowed"));
        headers.values().forEach(OptionsFuzz::check);
    }

    private static void check(SubmitOptions options) {
        SubmitOptions.Timeouts timeouts = options.timeouts();
        for (Duration timeout : java.util.Arrays.asList(timeouts.queue(), timeouts.run())) {
            holds(
                    timeout == null || (timeout.toMillis() > 0 && timeout.compareTo(LONGEST) <= 0),
                    "a timeout out of bounds");
        }
        Instant deadline = timeouts.deadline();
        holds(
                deadline == null || deadline.toEpochMilli() >= NOW.toEpochMilli(),
                "a deadline that has passed");
        holds(
                options.orderingKey().isEmpty() || OrderingKey.isSound(options.orderingKey()),
                "an ordering key that is none");
        options.key()
                .ifPresent(key -> {
                    String spelled = key.value().replace("\\", "\\\\").replace("\"", "\\\"");
                    same(IdempotencyKey.parse('"' + spelled + '"'), key, "written and read again");
                });
        holds(options.metadata().size() <= Metadata.MAX_PAIRS, "more pairs than allowed");
        holds(!options.fingerprint().isEmpty(), "no fingerprint");
    }

    private static void check(String text) {
        Timings.parse(text)
                .ifPresent(time -> {
                    holds(time.toMillis() >= 0, "a time below zero");
                    holds(NOW.plus(time).toEpochMilli() > 0, "ends in the past");
                });
        LetterId.parse(text)
                .ifPresent(
                        id -> same(LetterId.parse(id.text()).orElseThrow(), id, "another letter"));
    }

    private static Map<String, String> headers(byte[] bytes) {
        Map<String, String> headers = new TreeMap<>();
        Parts parts = new Parts(bytes);
        while (parts.hasMore()) {
            String[] header = parts.line().split(":", 2);
            if (header.length == 2) {
                headers.put(lower(header[0].strip()), header[1].strip());
            }
        }
        return headers;
    }

    private static String lower(String name) {
        return name.toLowerCase(java.util.Locale.ROOT);
    }
}
