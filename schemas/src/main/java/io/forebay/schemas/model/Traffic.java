package io.forebay.schemas.model;

import io.forebay.schemas.id.FlightKey;
import io.forebay.schemas.id.FlightKeyBuilder;
import io.forebay.schemas.wire.InferenceInput;
import io.forebay.schemas.wire.ModelRecord;
import io.forebay.schemas.wire.ModelRef;
import io.forebay.schemas.wire.VersionShare;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Which versions of a model answer requests that name none.
 *
 * @param percents of those requests, by version; they add up to 100, or there are none and the
 *     newest version answers all
 */
public record Traffic(SortedMap<String, Integer> percents) {

    public static final Traffic TO_THE_NEWEST = new Traffic(new TreeMap<>());

    private static final int WHOLE = 100;

    public Traffic {
        percents = Collections.unmodifiableSortedMap(new TreeMap<>(percents));
        percents.forEach(Traffic::requirePercent);
        int sum = percents.values().stream().mapToInt(Integer::intValue).sum();
        if (!percents.isEmpty() && sum != WHOLE) {
            throw new IllegalArgumentException(
                    "the shares must add up to 100, not " + sum + ": " + percents);
        }
    }

    /**
     * As the record of a version has it.
     *
     * @throws IllegalArgumentException when the shares are none
     */
    public static Traffic of(ModelRecord model) {
        SortedMap<String, Integer> percents = new TreeMap<>();
        for (VersionShare share : model.getTrafficList()) {
            percents.merge(share.getVersion(), share.getPercent(), Math::addExact);
        }
        return new Traffic(percents);
    }

    /** As a record has it. */
    public List<VersionShare> toWire() {
        return percents.entrySet().stream().map(Traffic::share).toList();
    }

    /**
     * The version that a request goes to; empty when the newest answers all. Shares lie one behind
     * the other by the versions' names, so that of two versions one that grows keeps what it had.
     *
     * @param content asked for where it matters
     */
    Optional<String> version(Supplier<FlightKey> content) {
        if (percents.isEmpty()) {
            return Optional.empty();
        }
        int place = place(content.get());
        int end = 0;
        for (Map.Entry<String, Integer> share : percents.entrySet()) {
            end += share.getValue();
            if (place < end) {
                return Optional.of(share.getKey());
            }
        }
        throw new IllegalStateException("shares that add up to 100 end at " + end);
    }

    /**
     * What the request is, whichever version answers it: a flight key without a version. Whose it
     * is has no part in it, for tenants may share results; but the order of a tenant's jobs has.
     */
    static FlightKey content(
            String model, InferenceInput input, String tenant, String orderingKey) {
        FlightKey content =
                FlightKeyBuilder.flightKey("", ModelRef.newBuilder().setName(model).build(), input);
        return orderingKey.isEmpty()
                ? content
                : FlightKeyBuilder.inOrder(content, tenant, model, orderingKey);
    }

    /** 0 to 99, by the key's leading bits: the route's remainder chooses partitions. */
    private static int place(FlightKey content) {
        return (int) ((Integer.toUnsignedLong(content.route().value()) * WHOLE) >>> Integer.SIZE);
    }

    private static void requirePercent(String version, int percent) {
        if (percent < 0 || percent > WHOLE) {
            throw new IllegalArgumentException(
                    "the share of version '%s' must be 0 to 100, not %d"
                            .formatted(version, percent));
        }
    }

    private static VersionShare share(Map.Entry<String, Integer> share) {
        return VersionShare.newBuilder()
                .setVersion(share.getKey())
                .setPercent(share.getValue())
                .build();
    }
}
