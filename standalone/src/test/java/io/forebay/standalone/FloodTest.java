package io.forebay.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.forebay.dispatcher.slot.Berth;
import io.forebay.dispatcher.slot.FairSlots;
import io.forebay.schemas.wire.Lane;
import io.forebay.schemas.wire.ModelRef;
import io.forebay.schemas.wire.WorkItem;
import io.forebay.worker.batch.BatchFormer;
import io.forebay.worker.batch.Candidate;
import io.forebay.worker.batch.Draw;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * A flood in simulated time, on the policies that decide it: the dispatcher's choice of partitions
 * and the workers' batches. Simulated is what lies between: partitions are read in order, and a
 * worker reads on from those of which it has less in hand than their share.
 */
final class FloodTest {

    private static final int PARTITIONS = 24;
    private static final int WORKERS = 4;
    private static final int LOOKAHEAD = 128;
    private static final int CAP = 16;
    private static final int DAY = 60_000;
    private static final int FLOOD = 20_000;

    /** A run's milliseconds, as of a model that batching pays for. */
    private static int runTime(int rows) {
        return 20 + rows / 4;
    }

    private record Job(WorkItem item, Berth berth, long at) {}

    private record Arrival(long at, String tenant) {}

    @Test
    void aFloodAtMostDoublesAnothersNinetyNinthPercentile() {
        long alone = calmsNinetyNinth(List.of());
        long beside = calmsNinetyNinth(flood("flood"));

        System.out.printf(
                "p99 of the calm tenant: %d ms alone, %d ms beside a flood%n", alone, beside);
        assertThat(beside).isLessThanOrEqualTo(2 * alone);
    }

    @Test
    void soDoTwoFloods() {
        List<Arrival> floods = new ArrayList<>(flood("flood"));
        floods.addAll(flood("deluge"));

        assertThat(calmsNinetyNinth(floods)).isLessThanOrEqualTo(2 * calmsNinetyNinth(List.of()));
    }

    /** More than four minutes of work for all workers together, within a second. */
    private static List<Arrival> flood(String tenant) {
        List<Arrival> flood = new ArrayList<>();
        for (int i = 0; i < FLOOD; i++) {
            flood.add(new Arrival(DAY / 4 + i / 20, tenant));
        }
        return flood;
    }

    /** Milliseconds; the calm tenant uses a fifth of what the workers can do, at chance times. */
    private static long calmsNinetyNinth(List<Arrival> others) {
        List<Arrival> arrivals = new ArrayList<>(others);
        Random random = new Random(1);
        double at = 0;
        while (at < DAY) {
            at += -Math.log(1 - random.nextDouble()) * 25;
            arrivals.add(new Arrival((long) at, "calm"));
        }
        arrivals.sort(Comparator.comparingLong(Arrival::at));
        List<Long> latencies = new Simulation(arrivals).run();
        latencies.sort(Comparator.naturalOrder());
        return latencies.get(latencies.size() * 99 / 100);
    }

    private static final class Worker {
        private final BatchFormer<Job> former = new BatchFormer<>(Duration.ZERO);
        private final int[] inHand = new int[PARTITIONS];
        private int all;
        private boolean busy;
    }

    private record End(long at, Worker worker, List<Job> batch) {}

    private static final class Simulation {
        private final List<Arrival> arrivals;
        private final FairSlots slots = new FairSlots();
        private final List<Deque<Job>> partitions = new ArrayList<>();
        private final List<Worker> workers = new ArrayList<>();
        private final PriorityQueue<End> ends =
                new PriorityQueue<>(Comparator.comparingLong(End::at));
        private final List<Long> latencies = new ArrayList<>();

        Simulation(List<Arrival> arrivals) {
            this.arrivals = arrivals;
            for (int i = 0; i < PARTITIONS; i++) {
                partitions.add(new ArrayDeque<>());
            }
            for (int i = 0; i < WORKERS; i++) {
                workers.add(new Worker());
            }
        }

        /** Latencies of the calm tenant, in milliseconds, of what arrived within the day. */
        List<Long> run() {
            int next = 0;
            while (next < arrivals.size()) {
                long arrival = arrivals.get(next).at();
                long now = ends.isEmpty() ? arrival : Math.min(arrival, ends.element().at());
                while (next < arrivals.size() && arrivals.get(next).at() <= now) {
                    arrive(next, arrivals.get(next));
                    next++;
                }
                while (!ends.isEmpty() && ends.element().at() <= now) {
                    end(ends.remove());
                }
                workers.forEach(worker -> begin(worker, now));
            }
            return latencies;
        }

        private void arrive(int number, Arrival arrival) {
            WorkItem item =
                    WorkItem.newBuilder()
                            .setFlightKey(
                                    ByteString.copyFrom(
                                            ByteBuffer.allocate(32).putInt(number).array()))
                            .setModel(ModelRef.newBuilder().setName("m"))
                            .setLane(Lane.INTERACTIVE)
                            .setTenant(arrival.tenant())
                            .build();
            Berth berth = slots.take(item, 0, PARTITIONS, arrival.at());
            partitions.get(berth.partition()).add(new Job(item, berth, arrival.at()));
        }

        private void end(End end) {
            end.worker().busy = false;
            for (Job job : end.batch()) {
                slots.leave("m", job.berth());
                end.worker().inHand[job.berth().partition()]--;
                end.worker().all--;
                if (job.item().getTenant().equals("calm")) {
                    latencies.add(end.at() - job.at());
                }
            }
        }

        private void begin(Worker worker, long now) {
            read(worker, now);
            if (!worker.busy
                    && worker.former.draw(now, bucket -> CAP, job -> true)
                            instanceof Draw.Batch<Job> batch) {
                worker.busy = true;
                ends.add(new End(now + runTime(batch.rows()), worker, batch.batch()));
            }
        }

        private void read(Worker worker, long now) {
            int share = LOOKAHEAD / (PARTITIONS / WORKERS);
            for (int p = workers.indexOf(worker); p < PARTITIONS; p += WORKERS) {
                Deque<Job> partition = partitions.get(p);
                while (!partition.isEmpty()
                        && (worker.all < LOOKAHEAD || worker.inHand[p] < share)) {
                    Job job = partition.remove();
                    worker.inHand[p]++;
                    worker.all++;
                    worker.former.add(
                            new Candidate<>(
                                    job,
                                    Lane.INTERACTIVE,
                                    "b",
                                    1,
                                    job.at(),
                                    now,
                                    job.item().getTenant()));
                }
            }
        }
    }
}
