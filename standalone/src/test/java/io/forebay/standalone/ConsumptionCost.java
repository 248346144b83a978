package io.forebay.standalone;

import io.forebay.worker.fake.FakeEngine;
import io.forebay.worker.fake.Items;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What one worker takes of a lane in a second by each kind of group, submitting included, with an
 * engine that answers at once and a broker in the same process. Run it with the module's test class
 * path.
 */
final class ConsumptionCost {

    private static final int WARM_UP = 5_000;
    private static final int ITEMS = 40_000;
    private static final int ROUNDS = 3;
    private static final int PARTITIONS = 4;

    private static final Map<String, String> KINDS =
            Map.of(
                    "1 consumer",
                    "consumption: { group: consumer }",
                    "2 share, 8 at a time",
                    "consumption: { group: share }",
                    "3 share, 8 at a time, 2 members",
                    "consumption: { group: share, members: 2 }",
                    "4 share, 256 at a time, 2 members",
                    "consumption: { group: share, max-poll-records: 256, members: 2 }");

    private ConsumptionCost() {}

    public static void main(String[] args) throws Exception {
        for (int round = 1; round <= ROUNDS; round++) {
            for (String kind : KINDS.keySet().stream().sorted().toList()) {
                System.out.printf("%s: %,d items/s%n", kind, Math.round(perSecond(kind)));
            }
        }
        System.exit(0);
    }

    private static double perSecond(String kind) throws Exception {
        FakeEngine engine = new FakeEngine(Items.model("v1"));
        try (WorkersOfAModel workers =
                new WorkersOfAModel(
                        Files.createTempDirectory("forebay-cost"),
                        KINDS.getOrDefault(kind, ""),
                        PARTITIONS)) {
            var worker = workers.start("w", engine);
            while (!worker.isReady()) {
                Thread.sleep(Duration.ofMillis(50));
            }
            workers.submit(0, WARM_UP);
            await(engine, WARM_UP);
            long began = System.nanoTime();
            workers.submit(WARM_UP, WARM_UP + ITEMS);
            await(engine, WARM_UP + ITEMS);
            return ITEMS * 1e9 / (System.nanoTime() - began);
        }
    }

    private static void await(FakeEngine engine, int items) throws InterruptedException {
        while (engine.runs().stream().mapToInt(List::size).sum() < items) {
            Thread.sleep(Duration.ofMillis(5));
        }
    }
}
