package io.forebay.dispatcher.slot;

import io.forebay.schemas.wire.Lane;
import io.forebay.schemas.wire.WorkItem;
import java.util.HashMap;
import java.util.Map;

/**
 * Deals work out to the partitions of its topic, by what this dispatcher partition has sent there
 * and not got back: since flights are spread over dispatchers by their content, each sees its even
 * share of every tenant. Confined to the partition's thread.
 *
 * <p>Work goes where the least lies. A tenant with much work may do so within its own share of the
 * partitions only, which are drawn for it alone (shuffle sharding: AWS Builders' Library, "Workload
 * isolation using shuffle-sharding"), so that the rest stays open to the others; who is alone has
 * them all. Work with an ordering key always goes to one and the same of its tenant's partitions.
 */
public final class FairSlots {

    private static final int DEFAULT_PERCENT = 50;

    private final Map<Quay, Tide> tides = new HashMap<>();

    private record Quay(String model, Lane lane) {}

    /**
     * A place for work.
     *
     * @param percent share of the partitions that a tenant with much work may fill, or 0
     * @param partitions that the topic has, at least 1
     * @param now Unix epoch milliseconds
     */
    public Berth take(WorkItem item, int percent, int partitions, long now) {
        Tide tide = tide(item.getModel().getName(), item.getLane());
        tide.grow(partitions);
        tide.heard(item.getTenant(), now);
        Deal deal = Deal.of(item.getModel().getName() + "/" + item.getTenant(), partitions);
        int share = share(percent, partitions);
        int partition =
                item.getOrderingKey().isEmpty()
                        ? tide.lowest(
                                deal,
                                tide.isConfined(item.getTenant(), now) ? share : partitions,
                                start(item))
                        : deal.card(Deal.hash(item.getOrderingKey()), share);
        Berth berth = new Berth(item.getTenant(), item.getLane(), partition);
        tide.comes(berth);
        return berth;
    }

    /** What lay there lies there no more. */
    public void leave(String model, Berth berth) {
        if (berth.isKnown()) {
            Quay quay = new Quay(model, berth.lane());
            Tide tide = tides.get(quay);
            if (tide != null) {
                tide.goes(berth);
            }
        }
    }

    /** Finds again what lies there. */
    public void restore(String model, Berth berth) {
        if (berth.isKnown()) {
            Tide tide = tide(model, berth.lane());
            tide.grow(berth.partition() + 1);
            tide.comes(berth);
        }
    }

    static int share(int percent, int partitions) {
        int asked = percent == 0 ? DEFAULT_PERCENT : percent;
        return Math.clamp(Math.round(partitions * asked / 100.0), 1, partitions);
    }

    /** Any number, other for other flights: where equals begin to be counted. */
    private static int start(WorkItem item) {
        return item.getFlightKey().isEmpty() ? 0 : item.getFlightKey().hashCode();
    }

    private Tide tide(String model, Lane lane) {
        return tides.computeIfAbsent(new Quay(model, lane), made -> new Tide());
    }
}
