package io.forebay.loadtests.torture.client;

import io.forebay.loadtests.calls.Nodes;
import io.forebay.loadtests.check.Expected;
import io.forebay.loadtests.cluster.Cluster;
import io.forebay.loadtests.cluster.TenantKey;
import io.forebay.loadtests.history.History;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Everybody who uses the cluster in a campaign, each on a virtual thread of its own. The public
 * methods are one thread's.
 */
public final class Clients implements AutoCloseable {

    private static final int SUBMITTING = 512;
    private static final int FOLLOWED = 512;
    private static final int LAST = 64;
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
    private final List<FeedReader> feeds = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Semaphore submitting = new Semaphore(SUBMITTING);
    private final Semaphore followed = new Semaphore(FOLLOWED);
    private final Map<String, AcceptedJob> accepted = new ConcurrentHashMap<>();
    private final Map<String, AcceptedJob> ended = new ConcurrentHashMap<>();
    private final AtomicInteger offered = new AtomicInteger();
    private volatile @Nullable RuntimeException failure;
    private int tidyAt = FOLLOWED;
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
        for (TenantKey tenant : tenants) {
            FeedReader feed = new FeedReader(history, nodes, tenant);
            feeds.add(feed);
            start(() -> feed.run(() -> over));
        }
    }

    /** Offers a job, now; waits only while too many others are being offered. */
    public void offer(Offer offer) throws InterruptedException {
        rethrow();
        submitting.acquire();
        offered.incrementAndGet();
        start(() -> {
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

    public int offered() {
        return offered.get();
    }

    public int accepted() {
        return accepted.size();
    }

    /** Jobs whose end was seen by a poll. */
    public int ended() {
        return ended.size();
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
        Semaphore last = new Semaphore(LAST);
        for (AcceptedJob job : accepted.values()) {
            last.acquire();
            start(() -> {
                try {
                    if (poller.follow("last", job, () -> System.nanoTime() > deadline)) {
                        ended.put(job.id(), job);
                    }
                } finally {
                    last.release();
                }
            });
        }
        last.acquire(LAST);
        return await(this::isQuiet, deadline);
    }

    private boolean await(BooleanSupplier what, long deadline) throws InterruptedException {
        while (!what.getAsBoolean()) {
            rethrow();
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
        synchronized (threads) {
            threads.forEach(Thread::interrupt);
        }
        try {
            for (Thread thread : List.copyOf(threads)) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        nodes.close();
        streams.close();
    }

    private boolean isQuiet() {
        return accepted.keySet().stream().allMatch(ended::containsKey)
                && feeds.stream().allMatch(this::isComplete)
                && ended.values().stream()
                        .filter(job -> !job.offer().callback().isEmpty())
                        .allMatch(job -> receivers.has(job.id()));
    }

    private boolean isComplete(FeedReader feed) {
        return feed.seen()
                >= accepted.values().stream()
                        .filter(job -> job.offer().tenant().equals(feed.tenant()))
                        .count();
    }

    /** What follows from an acceptance. */
    private void live(AcceptedJob job) throws InterruptedException {
        int number = job.offer().number();
        accepted.put(job.id(), job);
        if (job.offer().expected() == Expected.CANCELABLE) {
            submitter.cancel(job);
        }
        boolean again = plan.isOfferedTwice(number);
        boolean atOnce = (number & 1) == 0;
        if (again && atOnce) {
            submitter.again(job);
        }
        if (Math.floorMod(number, STREAMED_OF) == 0) {
            start(() -> new EventsReader(history, streams, job).follow(() -> over));
        }
        if (Math.floorMod(number, TRESPASSED_OF) == 0 && tenants.size() > 1) {
            int own = tenants.indexOf(job.offer().tenant());
            poller.trespass(job, tenants.get((own + 1) % tenants.size()));
        }
        if (followed.tryAcquire()) {
            try {
                if (poller.follow("poll", job, () -> over)) {
                    ended.put(job.id(), job);
                }
            } finally {
                followed.release();
            }
            if (again && !atOnce) {
                submitter.again(job);
            }
        }
    }

    private interface Task {
        void run() throws InterruptedException;
    }

    private void start(Task task) {
        Thread thread =
                Thread.ofVirtual()
                        .unstarted(() -> {
                            try {
                                task.run();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            } catch (RuntimeException e) { // the outermost frame of a client
                                failure = e;
                            }
                        });
        synchronized (threads) {
            if (threads.size() >= tidyAt) {
                threads.removeIf(one -> one.getState() == Thread.State.TERMINATED);
                tidyAt = 2 * Math.max(FOLLOWED, threads.size());
            }
            threads.add(thread);
        }
        thread.start();
    }

    private void rethrow() {
        RuntimeException cause = failure;
        if (cause != null) {
            throw new IllegalStateException("a client failed", cause);
        }
    }
}
