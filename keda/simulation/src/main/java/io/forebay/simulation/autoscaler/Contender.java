package io.forebay.simulation.autoscaler;

import io.forebay.scaler.policy.PolicyConfig;
import io.forebay.simulation.cluster.Autoscaler;
import io.forebay.simulation.cluster.Setting;
import io.forebay.simulation.keda.HpaBehavior;
import java.util.List;

/** A policy that is compared, by how it is configured. */
public sealed interface Contender {

    /** Of KEDA, where nothing else is said. */
    double POLLING = 30;

    double COOLDOWN = 300;

    String title();

    /** For one run. */
    Autoscaler start(Setting setting, double[] arrivals, int max);

    /** The Kafka trigger with one lag threshold for everything. */
    record KedaLag(double threshold) implements Contender {

        @Override
        public String title() {
            return "KEDA lag T=%.0f".formatted(threshold);
        }

        @Override
        public Autoscaler start(Setting setting, double[] arrivals, int max) {
            return keda(max, new KedaScaler.Lag(threshold, setting.partitions()));
        }
    }

    /** The Kafka trigger with the threshold that a wait of half the SLO means. */
    record KedaTunedLag() implements Contender {

        @Override
        public String title() {
            return "KEDA lag T=mu*SLO/2";
        }

        @Override
        public Autoscaler start(Setting setting, double[] arrivals, int max) {
            return keda(max, tunedLag(setting));
        }
    }

    /** The Kafka trigger and one on the arrival rate. */
    record MaxLagRate(double utilisation) implements Contender {

        @Override
        public String title() {
            return "KEDA max(lag, rate) rho=%.2f".formatted(utilisation);
        }

        @Override
        public Autoscaler start(Setting setting, double[] arrivals, int max) {
            return keda(max, tunedLag(setting), new KedaScaler.Rate(setting.mu() * utilisation));
        }
    }

    /** More above 70 % busy, fewer below 30 %. */
    record Utilisation() implements Contender {

        @Override
        public String title() {
            return "utilisation 70/30";
        }

        @Override
        public Autoscaler start(Setting setting, double[] arrivals, int max) {
            return new UtilisationSteps(max);
        }
    }

    /** Who knows the arrivals to come. */
    record AllKnowing() implements Contender {

        @Override
        public String title() {
            return "clairvoyant";
        }

        @Override
        public Autoscaler start(Setting setting, double[] arrivals, int max) {
            return new Clairvoyant(setting, arrivals, 0.8, 60, max);
        }
    }

    /** The policy of keda/scaler. */
    record Predictive(String title, PolicyConfig config) implements Contender {

        @Override
        public Autoscaler start(Setting setting, double[] arrivals, int max) {
            return new Forebay(config, setting, max);
        }
    }

    private static KedaScaler.Trigger tunedLag(Setting setting) {
        return new KedaScaler.Lag(
                Math.max(1, setting.mu() * setting.waitSlo() / 2), setting.partitions());
    }

    private static Autoscaler keda(int max, KedaScaler.Trigger... triggers) {
        return new KedaScaler(List.of(triggers), HpaBehavior.DEFAULT, POLLING, COOLDOWN, 0, max);
    }
}
