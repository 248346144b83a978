package io.forebay.loadtests.torture;

import io.forebay.loadtests.torture.client.Clients;
import io.forebay.loadtests.torture.client.OfferPlan;
import java.util.concurrent.atomic.AtomicInteger;

/** Offers killing inputs, numbered behind all others. Safe for use by several threads. */
public final class Killers implements Runnable {

    private final OfferPlan plan;
    private final Clients clients;
    private final AtomicInteger next;

    /**
     * @param first the number of the first
     */
    public Killers(OfferPlan plan, Clients clients, int first) {
        this.plan = plan;
        this.clients = clients;
        this.next = new AtomicInteger(first);
    }

    @Override
    public void run() {
        try {
            clients.offer(plan.killer(next.getAndIncrement()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
