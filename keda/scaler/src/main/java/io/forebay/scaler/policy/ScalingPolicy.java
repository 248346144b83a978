package io.forebay.scaler.policy;

import io.forebay.scaler.forecast.ArrivalBins;
import io.forebay.scaler.forecast.DemandForecast;
import io.forebay.scaler.forecast.Forecast;

/**
 * Decides how many workers one lane should have. Confined to its caller's thread.
 *
 * <pre>
 * need     = max(lambda_now, lambda_q[t .. t+L+margin]) / (mu rho) + queueing + backlog term
 * atLeast  = the fewest useful workers for need         what is scaled out to
 * atMost   = the same with lambda_q[t .. t+L+hold]      what is scaled in to
 * </pre>
 *
 * Between the two it stays, so that a worker which will be needed again within the time it takes to
 * start one is not stopped. Nothing is scaled in before a cold start's time has been seen. The
 * forecast only scales out: the present rate and the backlog always get their workers.
 */
public final class ScalingPolicy {

    private final PolicyConfig config;
    private final LaneLimits limits;
    private final PartitionSteps steps;
    private final ScheduleFloor schedule;
    private final ArrivalBins bins = new ArrivalBins();
    private final DemandForecast ahead;
    private final DemandForecast kept;
    private final WaitMeter waits = new WaitMeter();
    private final RiskLevel risk;
    private final WorkerMeter workers;
    private final RecentRate recent;
    private double binStarted = Double.NaN;
    private double binBase;
    private double last = Double.NaN;
    private double lastCompleted;
    private double lastBacklog;
    private int lastReady;
    private double late;

    /**
     * @param mu items per second and worker, until it is measured
     * @param coldStart seconds, until it is measured
     */
    public ScalingPolicy(
            PolicyConfig config,
            LaneLimits limits,
            ScheduleFloor schedule,
            double mu,
            double coldStart) {
        this.config = config;
        this.limits = limits;
        this.schedule = schedule;
        steps = new PartitionSteps(limits.partitions());
        workers = new WorkerMeter(mu, coldStart);
        risk = new RiskLevel(config);
        recent =
                new RecentRate(
                        Math.max(config.rateWindow(), config.rateWindowColdStarts() * coldStart));
        double slack = config.slack() * limits.waitSlo();
        ahead = new DemandForecast(config.forecast(), bins(coldStart + config.margin()), slack);
        kept = new DemandForecast(config.forecast(), bins(coldStart + hold(coldStart)), slack);
    }

    /** What should be, given what is. To be called every few seconds, in order of time. */
    public Decision decide(Observation seen) {
        double rate = recent.observe(seen);
        measure(seen);
        endBins(seen);
        double queueing = rate > 0 ? queueing() : 0;
        double reactive = workersFor(rate) + queueing;
        Forecast soon = ahead.latest();
        Forecast later = kept.latest();
        double needAhead = soon.trusted() ? forecastNeed(soon) : 0;
        double needKept = later.trusted() ? forecastNeed(later) : 0;
        double backlog = backlogNeed(seen, rate);
        int floor =
                schedule.between(
                        seen.seconds(), seen.seconds() + workers.coldStart() + config.margin());
        double need = Math.max(reactive, needAhead) + backlog;
        double keep = Math.max(Math.max(reactive, needKept) + backlog, need);
        int wanted = Math.max(floor, steps.atLeast(need));
        int atLeast = bounded(wanted);
        int atMost = bounded(Math.max(floor, steps.atLeast(keep)));
        boolean young = bins.size() < bins(workers.coldStart());
        int ceiling = young ? Math.max(atMost, seen.replicas()) : atMost;
        int replicas = Math.clamp(seen.replicas(), atLeast, Math.max(atLeast, ceiling));
        return new Decision(
                replicas,
                bounded(Math.max(floor, steps.atLeast(reactive + backlog))),
                rate,
                workers.mu(),
                workers.coldStart(),
                reactive,
                needAhead,
                needKept,
                backlog,
                floor,
                atLeast,
                atMost,
                wanted > limits.ceiling(),
                risk.costRatio(),
                late,
                soon,
                later);
    }

    /** A past minute, oldest first, before the first observation: what a restart brings back. */
    public void remember(double arrivals) {
        endBin(arrivals);
    }

    private void measure(Observation seen) {
        double elapsed = Double.isNaN(last) ? 0 : seen.seconds() - last;
        if (elapsed > 0) {
            WaitMeter.Served served = waits.observe(seen, limits.waitSlo() + 1 / workers.mu());
            risk.observe(served, elapsed);
            if (served.items() > 0) {
                double weight = Math.min(1, elapsed / 86_400);
                late += weight * (served.late() / served.items() - late);
            }
            double effective = effective(Math.min(lastReady, seen.ready()));
            boolean full =
                    Math.min(lastBacklog, seen.backlog())
                            > 2 * effective + effective * workers.mu() * elapsed;
            workers.observe(
                    seen,
                    seen.completed() - lastCompleted,
                    elapsed,
                    effective,
                    full && lastReady == seen.ready());
        } else {
            waits.observe(seen, limits.waitSlo());
            workers.observe(seen, 0, 0, 0, false);
        }
        last = seen.seconds();
        lastCompleted = seen.completed();
        lastBacklog = seen.backlog();
        lastReady = seen.ready();
    }

    private void endBins(Observation seen) {
        if (Double.isNaN(binStarted)) {
            binStarted = seen.seconds();
            binBase = seen.arrived();
        }
        double passed = seen.seconds() - binStarted;
        int ended = (int) Math.floor(passed / ArrivalBins.SECONDS + 1e-9);
        if (ended > 0) {
            double each = (seen.arrived() - binBase) / ended;
            for (int i = 0; i < ended; i++) {
                endBin(each);
            }
            binStarted += (double) ended * ArrivalBins.SECONDS;
            binBase = seen.arrived();
        }
    }

    private void endBin(double arrivals) {
        bins.add(arrivals);
        double floor = workers.mu() / 4;
        ahead.look(bins, floor, risk.quantile());
        kept.look(bins, floor, risk.quantile());
    }

    private double workersFor(double rate) {
        return rate / (workers.mu() * config.utilisation());
    }

    private double forecastNeed(Forecast forecast) {
        double jobs = forecast.demand() * ArrivalBins.SECONDS;
        return jobs < 0.1 ? 0 : workersFor(forecast.demand()) + queueing();
    }

    /**
     * Workers beyond the mean load that keep the chance of a longer wait under 1 %: in heavy
     * traffic P(W > w) = exp(-2 (n - a) w mu), so n - a = ln(100) / (2 w mu).
     */
    private double queueing() {
        return Math.log(100) / (2 * limits.waitSlo() * workers.mu());
    }

    /** What will still wait when a worker ordered now is ready, beyond what may wait. */
    private double backlogNeed(Observation seen, double rate) {
        double coldStart = workers.coldStart();
        double then =
                seen.backlog()
                        + rate * coldStart
                        - workers.supply(seen) * workers.mu() * efficiency(seen.ready());
        double allowed = rate * limits.waitSlo() * config.slack();
        double drain = Math.max(config.drain() * coldStart, config.drainAtLeast());
        return Math.max(0, Math.min(then, seen.backlog() + rate * coldStart) - allowed)
                / (workers.mu() * drain);
    }

    private double efficiency(int ready) {
        return ready == 0 ? 1 : effective(ready) / ready;
    }

    /** What so many workers are worth when work is spread evenly over partitions. */
    private double effective(int ready) {
        if (ready == 0) {
            return 0;
        }
        int share = (limits.partitions() + ready - 1) / ready;
        return (double) limits.partitions() / share;
    }

    private int bounded(int replicas) {
        return Math.clamp(
                replicas, Math.min(limits.minReplicas(), limits.ceiling()), limits.ceiling());
    }

    private double hold(double coldStart) {
        return Math.max(config.hold() * coldStart, config.holdAtLeast());
    }

    private static int bins(double seconds) {
        return 1 + (int) Math.ceil(seconds / ArrivalBins.SECONDS);
    }
}
