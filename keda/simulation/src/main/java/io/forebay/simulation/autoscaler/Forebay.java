package io.forebay.simulation.autoscaler;

import io.forebay.scaler.policy.Decision;
import io.forebay.scaler.policy.LaneLimits;
import io.forebay.scaler.policy.Observation;
import io.forebay.scaler.policy.PolicyConfig;
import io.forebay.scaler.policy.ScalingPolicy;
import io.forebay.scaler.policy.ScheduleFloor;
import io.forebay.simulation.cluster.Autoscaler;
import io.forebay.simulation.cluster.ClusterView;
import io.forebay.simulation.cluster.Setting;
import io.forebay.simulation.keda.Activation;
import io.forebay.simulation.keda.Hpa;
import io.forebay.simulation.keda.HpaBehavior;
import org.jspecify.annotations.Nullable;

/** Our policy, through the same KEDA and HPA as the others. Confined to one run. */
public final class Forebay implements Autoscaler {

    private final ScalingPolicy policy;
    private final Activation activation;
    private final Hpa hpa;
    private @Nullable Decision latest;

    public Forebay(PolicyConfig config, Setting setting, int max) {
        policy =
                new ScalingPolicy(
                        config,
                        new LaneLimits(0, max, max, setting.partitions(), setting.waitSlo()),
                        ScheduleFloor.NONE,
                        setting.mu(),
                        setting.coldStart());
        // The external-push trigger wakes at once; what is put to sleep, the policy has decided.
        activation = new Activation(0, 0);
        hpa = new Hpa(HpaBehavior.OBEDIENT, 0, max);
    }

    public @Nullable Decision latest() {
        return latest;
    }

    @Override
    public int replicas(ClusterView seen) {
        int current = seen.replicas();
        Decision decision =
                policy.decide(
                        new Observation(
                                seen.now(),
                                seen.arrived(),
                                seen.completed(),
                                seen.ready(),
                                current));
        latest = decision;
        int looked = activation.look(seen.now(), current, 0, decision.replicas() > 0);
        if (looked == 0 || current == 0) {
            hpa.reset();
            return looked;
        }
        return hpa.sync(seen.now(), current, hpa.proposal(decision.replicas(), 1, current));
    }
}
