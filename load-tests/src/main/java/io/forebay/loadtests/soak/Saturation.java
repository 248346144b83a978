package io.forebay.loadtests.soak;

import io.forebay.loadtests.history.History;
import io.forebay.loadtests.torture.client.Clients;
import io.forebay.loadtests.torture.client.OfferPlan;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How many jobs a second end when there are always some under way. */
record Saturation(OfferPlan plan, Clients clients, Upkeep upkeep, History history) {

    private static final int UNDER_WAY = 192;
    private static final long STEP_MILLIS = 2;

    /**
     * @param length the first half of which does not count
     */
    double measure(Duration length) throws InterruptedException {
        long began = history.now();
        long half = began + length.toMillis() / 2;
        long over = began + length.toMillis();
        int endedBefore = 0;
        long countedFrom = 0;
        while (history.now() < over) {
            while (clients.offered() - clients.ended() < UNDER_WAY) {
                clients.offer(plan.offer(clients.offered()));
            }
            upkeep.run();
            if (countedFrom == 0 && history.now() >= half) {
                countedFrom = history.now();
                endedBefore = clients.ended();
            }
            TimeUnit.MILLISECONDS.sleep(STEP_MILLIS);
        }
        return (clients.ended() - endedBefore) * 1_000.0 / Math.max(1, history.now() - countedFrom);
    }
}
