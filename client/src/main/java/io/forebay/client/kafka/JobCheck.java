package io.forebay.client.kafka;

import io.forebay.client.JobInput;
import io.forebay.client.JobOptions;
import io.forebay.schemas.id.OrderingKey;
import io.forebay.schemas.model.InputCheck;
import io.forebay.schemas.model.Model;
import io.forebay.schemas.model.Pictures;
import io.forebay.schemas.problem.Problem;
import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.tensor.Tensor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Refuses what HTTP would refuse at its door, for the same reasons. Confined to one job.
 *
 * @param inputLimit bytes
 */
record JobCheck(long inputLimit) {

    /** As {@code GET /v1/limits} publishes them. */
    private static final int MAX_TENSORS = 64;

    private static final int MAX_KEY = 1024;
    private static final int MAX_PAIRS = 16;
    private static final int MAX_PAIR_KEY = 64;
    private static final int MAX_PAIR_VALUE = 512;
    private static final Duration MAX_QUEUE_TIMEOUT = Duration.ofHours(24);

    /** As RFC 3339 can write it, which the server reads. */
    private static final Instant LATEST_DEADLINE = Instant.parse("9999-12-31T23:59:59Z");

    private static final Set<String> LANES = Set.of("interactive", "bulk");
    private static final Set<String> CACHE_CONTROLS = Set.of("no-cache", "no-store");

    /** Why the job cannot be; empty when it can. */
    Optional<Acceptance.Refused> refusal(
            Model model, JobInput.Plain input, JobOptions options, Instant now) {
        long size =
                switch (input) {
                    case JobInput.Picture(var bytes, var _) -> bytes.size();
                    case JobInput.Tensors(List<Tensor> tensors) ->
                            tensors.stream().mapToLong(tensor -> tensor.data().size()).sum();
                };
        if (size > inputLimit) {
            return refused(
                    ProblemCode.PAYLOAD_TOO_LARGE,
                    "the input has %d bytes; the limit is %d".formatted(size, inputLimit));
        }
        List<String> errors = new ArrayList<>();
        options(options, model, now, errors);
        switch (input) {
            case JobInput.Picture(var bytes, var _) -> {
                if (model.manifest().preprocess().isEmpty()) {
                    return refused(
                            ProblemCode.UNSUPPORTED_MEDIA_TYPE,
                            "model '%s' does not read pictures".formatted(model.name()));
                }
                if (Pictures.mediaType(bytes).isEmpty()) {
                    return refused(
                            ProblemCode.INVALID_IMAGE,
                            "the bytes do not begin as a JPEG, PNG, WebP, GIF or BMP");
                }
            }
            case JobInput.Tensors(List<Tensor> tensors) -> {
                if (tensors.size() > MAX_TENSORS) {
                    errors.add("/inputs: at most " + MAX_TENSORS);
                }
                new InputCheck(model, (where, what) -> errors.add(where + ": " + what))
                        .inputs(tensors.stream().map(Tensor::toWire).toList());
            }
        }
        return errors.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Acceptance.Refused(
                                Problem.of(ProblemCode.INVALID_INPUT, errors.getFirst()), errors));
    }

    private static void options(JobOptions options, Model model, Instant now, List<String> errors) {
        String key = options.key();
        if (key != null
                && (key.length() > MAX_KEY || !key.chars().allMatch(c -> c >= ' ' && c <= '~'))) {
            errors.add("Idempotency-Key: at most %d printable ASCII characters".formatted(MAX_KEY));
        }
        String ordering = options.orderingKey();
        if (ordering != null && !OrderingKey.isSound(ordering)) {
            errors.add("ordering_key: " + OrderingKey.EXPECTED);
        }
        model.manifest()
                .orderRefusal(ordering == null ? "" : ordering)
                .ifPresent(why -> errors.add("ordering_key: " + why));
        String lane = options.lane();
        if (lane != null && !LANES.contains(lane)) {
            errors.add("lane: expected interactive or bulk");
        }
        String cache = options.cacheControl();
        if (cache != null && !CACHE_CONTROLS.contains(cache)) {
            errors.add("Cache-Control: expected no-cache or no-store");
        }
        Instant deadline = options.times().deadline();
        if (deadline != null && !deadline.isAfter(now)) {
            errors.add("deadline: has passed");
        } else if (deadline != null && deadline.isAfter(LATEST_DEADLINE)) {
            errors.add("deadline: at most " + LATEST_DEADLINE);
        }
        duration("queue_timeout", options.times().queue(), MAX_QUEUE_TIMEOUT, errors);
        duration(
                "run_timeout",
                options.times().run(),
                model.manifest().limits().runTimeout(),
                errors);
        metadata(options.metadata(), errors);
        if (options.callback().url() != null) {
            errors.add("callback: attach it over HTTP, PUT /v1/jobs/{id}/callback");
        }
    }

    private static void duration(
            String name,
            @org.jspecify.annotations.Nullable Duration asked,
            Duration longest,
            List<String> errors) {
        if (asked != null && (!asked.isPositive() || asked.compareTo(longest) > 0)) {
            errors.add("%s: more than 0 and at most %d s".formatted(name, longest.toSeconds()));
        }
    }

    private static void metadata(Map<String, String> pairs, List<String> errors) {
        boolean fits =
                pairs.size() <= MAX_PAIRS
                        && pairs.entrySet().stream()
                                .allMatch(pair ->
                                        pair.getKey().length() <= MAX_PAIR_KEY
                                                && pair.getValue().length() <= MAX_PAIR_VALUE);
        if (!fits) {
            errors.add(
                    "metadata: at most %d pairs, keys of %d and values of %d characters"
                            .formatted(MAX_PAIRS, MAX_PAIR_KEY, MAX_PAIR_VALUE));
        }
    }

    static Optional<Acceptance.Refused> refused(ProblemCode code, String detail) {
        return Optional.of(new Acceptance.Refused(Problem.of(code, detail), List.of(detail)));
    }
}
