package io.forebay.simulation.autoscaler;

import io.forebay.simulation.cluster.Autoscaler;
import io.forebay.simulation.cluster.ClusterView;
import io.forebay.simulation.keda.Activation;
import io.forebay.simulation.keda.Hpa;
import io.forebay.simulation.keda.HpaBehavior;
import java.util.List;

/** Triggers as KEDA and its HPA act on them. Confined to one run. */
final class KedaScaler implements Autoscaler {

    /** One trigger's metric. */
    interface Trigger {

        /** The metric's total. */
        double usage(ClusterView seen);

        /** Per replica. */
        double target();

        default boolean active(ClusterView seen) {
            return usage(seen) > 0;
        }
    }

    private final List<Trigger> triggers;
    private final Activation activation;
    private final Hpa hpa;
    private final int min;

    KedaScaler(
            List<Trigger> triggers,
            HpaBehavior behavior,
            double polling,
            double cooldown,
            int min,
            int max) {
        this.triggers = triggers;
        this.min = min;
        activation = new Activation(polling, cooldown);
        hpa = new Hpa(behavior, min, max);
    }

    @Override
    public int replicas(ClusterView seen) {
        int current = seen.replicas();
        double now = seen.now();
        boolean active = false;
        int proposal = 0;
        for (Trigger trigger : triggers) {
            active |= trigger.active(seen);
            if (current > 0) {
                proposal =
                        Math.max(
                                proposal,
                                hpa.proposal(trigger.usage(seen), trigger.target(), current));
            }
        }
        int looked = activation.look(now, current, min, active);
        if (looked != current || current == 0) {
            hpa.reset();
            return looked;
        }
        return hpa.sync(now, current, proposal);
    }

    /** Group lag; KEDA asks for no more replicas than partitions. */
    record Lag(double target, int partitions) implements Trigger {

        @Override
        public double usage(ClusterView seen) {
            double lag = seen.lag();
            // The integer division lets one replica too many through.
            return (long) (lag / target) > partitions ? partitions * target : lag;
        }
    }

    /** Arrivals per second over a minute. */
    record Rate(double target) implements Trigger {

        @Override
        public double usage(ClusterView seen) {
            return seen.rate();
        }
    }
}
