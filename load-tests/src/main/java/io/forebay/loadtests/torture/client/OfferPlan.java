package io.forebay.loadtests.torture.client;

import io.forebay.loadtests.check.Expected;
import io.forebay.loadtests.cluster.TenantKey;
import io.forebay.loadtests.model.BenchModels;
import io.forebay.loadtests.model.TortureModels;
import io.forebay.loadtests.random.SeededBits;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What each job of a campaign is. All but times follow from the seed.
 *
 * @param callbacks where receivers are
 */
public record OfferPlan(
        long seed, List<TenantKey> tenants, List<String> callbacks, InstantSource clock) {

    private static final int KNOWN_INPUTS = 16;
    private static final int LIVELY_INPUTS = 4;
    private static final long LEAST_HURRY_MILLIS = 3_000;
    private static final int MORE_HURRY_MILLIS = 12_000;

    /** Of a hundred jobs so many are of the kind, counted up. */
    private enum Mix {
        OWN(58),
        KNOWN(72),
        LIVELY(88),
        CANCELED(91),
        HURRIED(94),
        SOUND(97),
        BAD(100);

        private final int below;

        Mix(int below) {
            this.below = below;
        }

        static Mix of(int percent) {
            for (Mix mix : values()) {
                if (percent < mix.below) {
                    return mix;
                }
            }
            throw new IllegalArgumentException("a percent is below 100, not " + percent);
        }
    }

    /** The job of this number. */
    public Offer offer(int number) {
        SeededBits bits = bits(number);
        TenantKey tenant = tenants.get((int) below(bits, tenants.size()));
        String callback =
                below(bits, 5) == 0 && !callbacks.isEmpty()
                        ? callbacks.get((int) below(bits, callbacks.size()))
                        : "";
        long own = bits.next();
        return switch (Mix.of((int) below(bits, 100))) {
            case OWN -> echo(number, tenant, own, Expected.SUCCESS, 0, callback);
            case KNOWN -> {
                long known = SeededBits.mix(seed + Math.floorMod(own, KNOWN_INPUTS));
                yield echo(number, tenant, known, Expected.SUCCESS, 0, callback);
            }
            case LIVELY ->
                    echo(
                            TortureModels.AGAIN,
                            number,
                            tenant,
                            Math.floorMod(own, LIVELY_INPUTS),
                            Expected.SUCCESS,
                            0,
                            callback);
            case CANCELED -> echo(number, tenant, own, Expected.CANCELABLE, 0, callback);
            case HURRIED -> {
                long hurry = LEAST_HURRY_MILLIS + Math.floorMod(own, MORE_HURRY_MILLIS);
                yield echo(number, tenant, own, Expected.HURRIED, clock.millis() + hurry, callback);
            }
            case SOUND -> fragile(number, tenant, 7, 3, 1, Expected.SUCCESS, callback);
            case BAD ->
                    fragile(
                            number,
                            tenant,
                            7,
                            3,
                            TortureModels.TABLE + 1,
                            Expected.FAILURE,
                            callback);
        };
    }

    /** One that kills, in native code, whatever runs it. */
    public Offer killer(int number) {
        return fragile(number, tenants.getFirst(), Integer.MIN_VALUE, -1, 1, Expected.FAILURE, "");
    }

    /** Whether the job is offered a second time after it was accepted. */
    boolean isOfferedTwice(int number) {
        return Math.floorMod(SeededBits.mix(seed ^ number), 20) == 0;
    }

    private SeededBits bits(int number) {
        return new SeededBits(SeededBits.mix(seed) + SeededBits.mix(number));
    }

    private static long below(SeededBits bits, int bound) {
        return Math.floorMod(bits.next(), bound);
    }

    private static Offer echo(
            int number,
            TenantKey tenant,
            long content,
            Expected expected,
            long deadline,
            String callback) {
        return echo(TortureModels.ECHO, number, tenant, content, expected, deadline, callback);
    }

    private static Offer echo(
            String model,
            int number,
            TenantKey tenant,
            long content,
            Expected expected,
            long deadline,
            String callback) {
        SeededBits bits = new SeededBits(content);
        String input =
                IntStream.range(0, BenchModels.NOOP_BYTES)
                        .mapToObj(_ -> Long.toString(bits.next() & 0xFF))
                        .collect(Collectors.joining(",", "[", "]"));
        String body =
                """
                {"inputs":[{"name":"%s","shape":[1,%d],"datatype":"UINT8","data":%s}]}\
                """
                        .formatted(BenchModels.INPUT, BenchModels.NOOP_BYTES, input);
        return new Offer(number, tenant, model, input, body, expected, deadline, callback);
    }

    private static Offer fragile(
            int number,
            TenantKey tenant,
            int x,
            int by,
            int index,
            Expected expected,
            String callback) {
        String body =
                """
                {"inputs":[{"name":"x","shape":[1,1],"datatype":"INT32","data":[%d]},\
                {"name":"by","shape":[1,1],"datatype":"INT32","data":[%d]},\
                {"name":"index","shape":[1,1],"datatype":"INT64","data":[%d]}]}\
                """
                        .formatted(x, by, index);
        return new Offer(number, tenant, TortureModels.FRAGILE, "", body, expected, 0, callback);
    }
}
