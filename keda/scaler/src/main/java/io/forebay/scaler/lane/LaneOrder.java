package io.forebay.scaler.lane;

import io.forebay.scaler.policy.LaneLimits;
import io.forebay.scaler.policy.PolicyConfig;
import io.forebay.schemas.wire.Lane;
import java.util.List;
import java.util.Map;

/**
 * What a ScaledObject's trigger says: its {@code metadata}, valid.
 *
 * @param maxReplicas 0 = as many as there are partitions
 * @param costCap 0 = none
 * @param waitSlo seconds
 * @param coldStart seconds, until it is measured
 * @param service seconds of one worker for one item, until it is measured
 * @param missToGpu C_miss / C_gpu at the start
 * @param shadow whether the forecast is only reported
 */
public record LaneOrder(
        LaneName name,
        int minReplicas,
        int maxReplicas,
        int costCap,
        double waitSlo,
        double coldStart,
        double service,
        double missToGpu,
        boolean shadow,
        WeeklySchedule schedule) {

    /**
     * Reads the metadata of a trigger. Keys of KEDA's own are left alone.
     *
     * @throws IllegalArgumentException naming the key, what it was and what was expected
     */
    public static LaneOrder parse(Map<String, String> metadata) {
        Keys keys = new Keys(metadata);
        int max = keys.whole("maxReplicas", 0, 0);
        return new LaneOrder(
                new LaneName(keys.required("model"), lanes(keys.text("lane", "all"))),
                keys.whole("minReplicas", 0, 0),
                max,
                keys.whole("costCapReplicas", 0, 0),
                keys.positive("waitSloSeconds", 60),
                keys.positive("coldStartSeconds", 180),
                keys.positive("serviceSeconds", 1),
                keys.positive("missToGpuCost", PolicyConfig.DEFAULT.missToGpu()),
                shadow(keys.text("mode", "active")),
                WeeklySchedule.parse(keys.text("schedule", ""), keys.text("timezone", "UTC")));
    }

    private static List<Lane> lanes(String value) {
        return switch (value) {
            case "all" -> LaneName.ALL;
            case "interactive" -> List.of(Lane.INTERACTIVE);
            case "bulk" -> List.of(Lane.BULK);
            default ->
                    throw new IllegalArgumentException(
                            "lane is '" + value + "', expected interactive, bulk or all");
        };
    }

    /**
     * @throws IllegalArgumentException when the least is more than the most
     */
    LaneLimits limits(int partitions) {
        return new LaneLimits(
                minReplicas,
                maxReplicas == 0 ? partitions : maxReplicas,
                costCap == 0 ? Integer.MAX_VALUE : costCap,
                partitions,
                waitSlo);
    }

    private static boolean shadow(String value) {
        return switch (value) {
            case "active" -> false;
            case "shadow" -> true;
            default ->
                    throw new IllegalArgumentException(
                            "mode is '" + value + "', expected active or shadow");
        };
    }

    private record Keys(Map<String, String> metadata) {

        String required(String key) {
            String value = metadata.get(key);
            if (value == null || value.isBlank()) {
                throw new IllegalArgumentException(
                        key + " is missing from the trigger's metadata; add it");
            }
            return value.strip();
        }

        String text(String key, String otherwise) {
            String value = metadata.get(key);
            return value == null || value.isBlank() ? otherwise : value.strip();
        }

        int whole(String key, int otherwise, int least) {
            String value = text(key, Integer.toString(otherwise));
            try {
                int number = Integer.parseInt(value);
                if (number >= least) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // Said below.
            }
            throw new IllegalArgumentException(
                    "%s is '%s', expected a whole number of at least %d"
                            .formatted(key, value, least));
        }

        double positive(String key, double otherwise) {
            String value = text(key, Double.toString(otherwise));
            try {
                double number = Double.parseDouble(value);
                if (number > 0 && number < 1e9) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // Said below.
            }
            throw new IllegalArgumentException(
                    "%s is '%s', expected a number above 0".formatted(key, value));
        }
    }
}
