package io.forebay.loadtests.phase;

import io.forebay.loadtests.job.JobClient;
import io.forebay.loadtests.job.Outcome;
import io.forebay.loadtests.job.Submission;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntConsumer;

/**
 * Submits all jobs as fast as its clients can, and only then asks for their ends. The clients are
 * to submit without waiting ({@link io.forebay.loadtests.job.Mode#POLL}).
 */
public final class BurstRun {

    private static final double NANOS = 1e9;

    private static final ThreadFactory CLIENTS =
            Thread.ofPlatform().name("burst-client-", 0).daemon().factory();

    private final List<JobClient> clients;
    private final Ledger ledger;
    private final AtomicReferenceArray<Submission> submissions;
    private final Latencies ends = new Latencies();
    private final Latencies acceptances = new Latencies();
    private final AtomicInteger nextSubmission = new AtomicInteger();
    private final AtomicInteger nextEnd = new AtomicInteger();
    private final CountDownLatch submitted;

    /**
     * @param clients closed after the run
     */
    public BurstRun(int jobs, List<JobClient> clients) {
        this.clients = List.copyOf(clients);
        this.ledger = new Ledger(jobs);
        this.submissions = new AtomicReferenceArray<>(jobs);
        this.submitted = new CountDownLatch(clients.size());
    }

    /**
     * Runs all jobs; returns when the last has ended.
     *
     * @return whose latencies count from the start of the burst to when a job's end was seen, and
     *     whose send lags from there to when it was accepted
     * @throws InterruptedException when the caller is interrupted; the clients stop then
     */
    public PhaseResult run() throws InterruptedException {
        clients.forEach(JobClient::connect);
        long start = System.nanoTime();
        List<Thread> threads =
                clients.stream()
                        .map(client -> CLIENTS.newThread(() -> serve(client, start)))
                        .toList();
        try {
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
            double seconds = (System.nanoTime() - start) / NANOS;
            return new PhaseResult(ledger, seconds, ends.summary(), acceptances.summary());
        } finally {
            threads.forEach(Thread::interrupt);
        }
    }

    private void serve(JobClient client, long start) {
        try (client) {
            forEach(nextSubmission, job -> submit(client, job, start));
            submitted.countDown();
            submitted.await();
            forEach(nextEnd, job -> end(client, job, start));
            ledger.addSurplus(client.surplusAnswers());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void submit(JobClient client, int job, long start) {
        submissions.set(job, client.submit(job));
        acceptances.record(System.nanoTime() - start);
    }

    private void end(JobClient client, int job, long start) {
        Outcome outcome =
                switch (submissions.get(job)) {
                    case Submission.Ended ended -> ended.outcome();
                    case Submission.Open open -> client.await(open);
                };
        ledger.enter(job, outcome);
        if (outcome instanceof Outcome.Right) {
            ends.record(System.nanoTime() - start);
        }
    }

    /** All jobs that no other client takes. */
    private void forEach(AtomicInteger next, IntConsumer action) {
        for (int job = next.getAndIncrement();
                job < ledger.jobs() && !Thread.currentThread().isInterrupted();
                job = next.getAndIncrement()) {
            action.accept(job);
        }
    }
}
