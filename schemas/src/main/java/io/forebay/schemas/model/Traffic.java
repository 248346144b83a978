package io.forebay.schemas.model;

import io.forebay.schemas.id.FlightKey;
import io.forebay.schemas.id.FlightKeyBuilder;
import io.forebay.schemas.wire.InferenceInput;
import io.forebay.schemas.wire.ModelRecord;
import io.forebay.schemas.wire.ModelRef;
import io.forebay.schemas.wire.VersionShare;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which versions of a model answer requests that name none, and which one is tried beside them.
 *
 * @param percents of those requests, by version; they add up to 100, or there are none and the
 *     newest version answers all
 * @param shadowOrNull the version that runs copies of a share of what others have run, at least 1
 *     percent; null = none
 */
public record Traffic(SortedMap<String, Integer> percents, @Nullable Share shadowOrNull) {

    /** A version's share, in percent. */
    public record Share(String version, int percent) {}

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
        if (shadowOrNull != null
                && (shadowOrNull.percent() < 1 || shadowOrNull.percent() > WHOLE)) {
            throw new IllegalArgumentException(
                    "the shadow's percent must be 1 to 100, not " + shadowOrNull.percent());
        }
    }

    /** Without a shadow. */
    public Traffic(SortedMap<String, Integer> percents) {
        this(percents, null);
    }

    public Optional<Share> shadow() {
        return Optional.ofNullable(shadowOrNull);
    }

    /** Every version that it names. */
    public Set<String> versions() {
        Set<String> versions = new TreeSet<>(percents.keySet());
        shadow().ifPresent(share -> versions.add(share.version()));
        return Collections.unmodifiableSet(versions);
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
        VersionShare shadow = model.getShadow();
        return new Traffic(
                percents,
                model.hasShadow() ? new Share(shadow.getVersion(), shadow.getPercent()) : null);
    }

    /** The record of a version, with this. */
    public ModelRecord.Builder write(ModelRecord.Builder model) {
        model.clearTraffic().clearShadow();
        percents.forEach((version, percent) -> model.addTraffic(share(version, percent)));
        shadow().ifPresent(share -> model.setShadow(share(share.version(), share.percent())));
        return model;
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

    private static VersionShare share(String version, int percent) {
        return VersionShare.newBuilder().setVersion(version).setPercent(percent).build();
    }
}
