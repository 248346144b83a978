package io.forebay.loadtests.growth.site;

import io.forebay.loadtests.calls.Nodes;
import io.forebay.loadtests.calls.Outcome;
import io.forebay.loadtests.job.JobClient;
import io.forebay.loadtests.job.Mode;
import io.forebay.loadtests.job.Submission;
import io.forebay.loadtests.job.Target;
import io.forebay.loadtests.workload.ContentPlan;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Jobs that were accepted and stay open.
 *
 * @param kept every so many of them
 * @param problems what was not accepted, and how often
 */
public record OpenJobs(Source source, List<Submission.Open> kept, Map<String, Integer> problems) {

    private static final int CLIENTS = 32;
    private static final Duration CALL = Duration.ofSeconds(30);

    public OpenJobs {
        kept = List.copyOf(kept);
        problems = Map.copyOf(problems);
    }

    /**
     * Submits jobs and does not wait for their ends.
     *
     * @param duplicates the share of them that has the input of another
     * @param keep about how many to keep at most
     */
    public static OpenJobs submit(Load load, Source source, int jobs, double duplicates, int keep)
            throws InterruptedException {
        ContentPlan plan = load.plan(duplicates);
        int every = Math.max(1, jobs / keep);
        AtomicInteger next = new AtomicInteger();
        Queue<Submission.Open> kept = new ConcurrentLinkedQueue<>();
        Map<String, Integer> problems = new ConcurrentHashMap<>();
        List<Thread> threads =
                IntStream.range(0, Math.min(CLIENTS, jobs))
                        .mapToObj(_ ->
                                Thread.ofPlatform()
                                        .daemon()
                                        .start(() -> {
                                            try (JobClient client =
                                                    Load.client(source, Mode.POLL, plan)) {
                                                for (int job = next.getAndIncrement();
                                                        job < jobs;
                                                        job = next.getAndIncrement()) {
                                                    switch (client.submit(job)) {
                                                        case Submission.Open open -> {
                                                            if (job % every == 0) {
                                                                kept.add(open);
                                                            }
                                                        }
                                                        case Submission.Ended(var outcome) ->
                                                                problems.merge(
                                                                        "not accepted to wait: "
                                                                                + outcome,
                                                                        1,
                                                                        Integer::sum);
                                                    }
                                                }
                                            }
                                        }))
                        .toList();
        for (Thread thread : threads) {
            thread.join();
        }
        return new OpenJobs(source, List.copyOf(kept), problems);
    }

    /**
     * How jobs ended that have one flight.
     *
     * @param problems answers that are not right, and jobs that do not share the flight
     */
    public record Ends(int right, Map<String, Integer> problems) {}

    /** Waits for the ends of those that are kept, which must be right and of one flight. */
    public Ends ends() {
        Map<String, Integer> problems = new TreeMap<>();
        int right = 0;
        int runs = 0;
        ContentPlan plan = new ContentPlan(0, 0, 0); // nothing is submitted
        try (JobClient client = Load.client(source, Mode.POLL, plan)) {
            for (Submission.Open open : kept) {
                switch (client.await(open)) {
                    case io.forebay.loadtests.job.Outcome.Right(String id, String cache) -> {
                        right++;
                        runs += cache.equals("miss") ? 1 : 0;
                    }
                    case io.forebay.loadtests.job.Outcome other ->
                            problems.merge(other.toString(), 1, Integer::sum);
                }
            }
        }
        if (runs != 1) {
            problems.put("runs of the one flight, not 1", runs);
        }
        return new Ends(right, problems);
    }

    /** What is wrong with those that are kept, which must all be open; and how often. */
    public Map<String, Integer> faults() throws InterruptedException {
        Map<String, Integer> faults = new TreeMap<>();
        Target target = source.target();
        try (Nodes nodes = new Nodes(List.of(target.url()), CALL)) {
            for (Submission.Open open : kept) {
                Outcome outcome = nodes.get(0, target.apiKey(), "/v1/jobs/" + open.id());
                String state =
                        switch (outcome) {
                            case Outcome.Answered answer when answer.status() == 200 ->
                                    answer.json().path("state").asText();
                            case Outcome.Answered answer -> "status " + answer.status();
                            case Outcome.Unknown(String reason) -> reason;
                        };
                if (!state.equals("queued")) {
                    faults.merge("an open job is not queued: " + state, 1, Integer::sum);
                }
            }
        }
        return faults;
    }
}
