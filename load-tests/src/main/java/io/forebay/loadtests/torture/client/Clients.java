package io.forebay.loadtests.torture.client;

import io.forebay.loadtests.calls.Nodes;
import io.forebay.loadtests.check.Expected;
import io.forebay.loadtests.cluster.Cluster;
import io.forebay.loadtests.cluster.TenantKey;
import io.forebay.loadtests.history.History;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * Everybody who uses the cluster in a campaign, each on a virtual thread of its own. The public
 * methods are one thread's.
 */
public final class Clients implements AutoCloseable {

    private static final int SUBMITTING = 512;
    private static final int FOLLOWED = 512;
    private static final int LAST = 64;
    private static final String POLL = "poll";
    private static final int STREAMED_OF = 10;
    private static final int TRESPASSED_OF = 50;
    private static final Duration CALL = Duration.ofSeconds(12);
    private static final Duration STREAM = Duration.ofMinutes(10);
    private static final long LOOK_MILLIS = 200;

    private final OfferPlan plan;
    private final Receivers receivers;
    private final History history;
    private final Nodes nodes;
    private final Nodes streams;
    private final List<TenantKey> tenants;
    private final Submitter submitter;
    private final Poller poller;
    private final Rereader rereader;
    private final List<FeedReader> feeds = new ArrayList<>();
    private final Crowd crowd = new Crowd();
    private final Semaphore submitting = new Semaphore(SUBMITTING);
    private final Semaphore followed = new Semaphore(FOLLOWED);
    private final Semaphore last = new Semaphore(LAST);
    private final Queue<AcceptedJob> unread = new ConcurrentLinkedQueue<>();
    private final JobsAtHand jobs = new JobsAtHand();
    private final AtomicInteger offered = new AtomicInteger();
    private volatile boolean stopping;
    private volatile boolean over;

    public Clients(Cluster cluster, OfferPlan plan, Receivers receivers, History history) {
        this.plan = plan;
        this.receivers = receivers;
        this.history = history;
        this.tenants = cluster.tenants();
        this.nodes = new Nodes(cluster.nodes(), CALL);
        this.streams = new Nodes(cluster.nodes(), STREAM);
        this.submitter = new Submitter(history, nodes, () -> stopping);
        this.poller = new Poller(history, nodes);
        this.rereader = new Rereader(poller, followed, () -> stopping);
        for (TenantKey tenant : tenants) {
            FeedReader feed = new FeedReader(history, nodes, tenant);
            feeds.add(feed);
            crowd.start(() -> feed.run(() -> over));
        }
    }

    /** Offers a job, now; waits only while too many others are being offered. */
    public void offer(Offer offer) throws InterruptedException {
        crowd.rethrow();
        submitting.acquire();
        offered.incrementAndGet();
        crowd.start(() -> {
            Optional<AcceptedJob> job;
            try {
                job = submitter.submit(offer);
            } finally {
                submitting.release();
            }
            if (job.isPresent()) {
                live(job.get());
            }
        });
    }

    /** Whether {@link #offer} would have to wait. */
    public boolean isFull() {
        return submitting.availablePermits() == 0;
    }

    public int offered() {
        return offered.get();
    }

    public int accepted() {
        return jobs.accepted();
    }

    /** Jobs that were accepted and have not been seen to end. */
    public int open() {
        return jobs.accepted() - jobs.ended();
    }

    /** Jobs whose end was seen by a poll. */
    public int ended() {
        return jobs.ended();
    }

    /**
     * Forgets jobs that ended so long ago and have been told, and reads some of them once more: for
     * campaigns whose jobs do not fit into memory.
     */
    public void settle(Duration age) {
        for (AcceptedJob job : jobs.takeAway(age.toNanos(), this::isTold)) {
            receivers.forget(job.id());
            if (Rereader.wants(job) && last.tryAcquire()) {
                long deadline = System.nanoTime() + CALL.toNanos();
                crowd.start(() -> {
                    try {
                        poller.follow("last", job, () -> over || System.nanoTime() > deadline);
                    } finally {
                        last.release();
                    }
                });
            }
        }
    }

    /**
     * Waits until every accepted job has ended for every reader, then reads each once more.
     *
     * @return whether that came about in time
     */
    public boolean drain(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        await(() -> submitting.availablePermits() == SUBMITTING, deadline);
        stopping = true;
        for (AcceptedJob job : jobs.all()) {
            last.acquire();
            crowd.start(() -> {
                try {
                    if (poller.follow("last", job, () -> System.nanoTime() > deadline)) {
                        jobs.ended(job);
                    }
                } finally {
                    last.release();
                }
            });
        }
        last.acquire(LAST);
        last.release(LAST);
        return await(this::isQuiet, deadline);
    }

    private boolean await(BooleanSupplier what, long deadline) throws InterruptedException {
        while (!what.getAsBoolean()) {
            crowd.rethrow();
            if (System.nanoTime() > deadline) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        return true;
    }

    /** Ends everything that still reads. */
    @Override
    public void close() {
        stopping = true;
        over = true;
        crowd.end();
        nodes.close();
        streams.close();
    }

    private boolean isQuiet() {
        return jobs.haveAllEnded()
                && feeds.stream().allMatch(feed -> feed.seen() >= jobs.accepted(feed.tenant()))
                && jobs.allEnded(this::isTold);
    }

    private boolean isTold(AcceptedJob job) {
        return job.offer().callback().isEmpty() || receivers.has(job.id());
    }

    /** What follows from an acceptance. */
    private void live(AcceptedJob job) throws InterruptedException {
        int number = job.offer().number();
        jobs.accepted(job);
        if (job.offer().expected() == Expected.CANCELABLE) {
            submitter.cancel(job);
        }
        if (plan.isOfferedTwice(number) && !isOfferedLate(job)) {
            submitter.again(job);
        }
        if (Math.floorMod(number, STREAMED_OF) == 0) {
            long deadline = System.nanoTime() + STREAM.toNanos();
            crowd.start(() ->
                    new EventsReader(history, streams, job)
                            .follow(() -> over || System.nanoTime() > deadline));
        }
        if (Math.floorMod(number, TRESPASSED_OF) == 0 && tenants.size() > 1) {
            int own = tenants.indexOf(job.offer().tenant());
            poller.trespass(job, tenants.get((own + 1) % tenants.size()));
        }
        unread.add(job);
        readInTurn();
    }

    /** Follows accepted jobs to their ends, not too many at once: each has a connection. */
    private void readInTurn() throws InterruptedException {
        while (!unread.isEmpty() && followed.tryAcquire()) {
            try {
                AcceptedJob job = unread.poll();
                if (job != null && poller.follow(POLL, job, () -> over)) {
                    jobs.ended(job);
                    if (Rereader.wants(job)) {
                        crowd.start(() -> rereader.follow(POLL, job));
                    }
                    if (isOfferedLate(job)) {
                        submitter.again(job);
                    }
                }
            } finally {
                followed.release();
            }
        }
    }

    private boolean isOfferedLate(AcceptedJob job) {
        int number = job.offer().number();
        return plan.isOfferedTwice(number) && (number & 1) == 1;
    }
}
