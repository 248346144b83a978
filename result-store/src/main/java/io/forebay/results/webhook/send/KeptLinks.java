package io.forebay.results.webhook.send;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Connections that are at rest between two attempts, the last one used first. Safe for use by
 * several threads.
 */
final class KeptLinks implements AutoCloseable {

    private static final int MOST = 1024;

    private final long keepAliveMillis;
    private final InstantSource clock;
    private final Map<Link.Peer, Deque<Resting>> resting = new HashMap<>();
    private int count;
    private boolean closed;

    private record Resting(Link link, long since) {}

    /**
     * @param keepAlive how long one may rest; zero keeps none
     */
    KeptLinks(Duration keepAlive, InstantSource clock) {
        this.keepAliveMillis = keepAlive.toMillis();
        this.clock = clock;
    }

    /** One to the same peer at one of these addresses, which is its taker's to close. */
    synchronized Optional<Link> take(
            boolean secure, String authority, List<InetAddress> addresses) {
        long oldest = clock.millis() - keepAliveMillis;
        for (InetAddress address : addresses) {
            Deque<Resting> links = resting.get(new Link.Peer(secure, authority, address));
            if (links != null && links.getLast().since() > oldest) {
                return Optional.of(remove(links).link());
            }
        }
        return Optional.empty();
    }

    /** Takes it over, or closes it. */
    void keep(Link link) {
        if (!add(link)) {
            link.close();
        }
    }

    /** Closes those that have rested long enough. */
    void tidy() {
        List<Link> old = new ArrayList<>();
        synchronized (this) {
            long oldest = clock.millis() - keepAliveMillis;
            for (Iterator<Deque<Resting>> all = resting.values().iterator(); all.hasNext(); ) {
                Deque<Resting> links = all.next();
                while (!links.isEmpty() && (closed || links.getFirst().since() <= oldest)) {
                    old.add(links.removeFirst().link());
                    count--;
                }
                if (links.isEmpty()) {
                    all.remove();
                }
            }
        }
        old.forEach(Link::close);
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        tidy();
    }

    private synchronized boolean add(Link link) {
        if (closed || keepAliveMillis == 0 || count >= MOST) {
            return false;
        }
        try {
            link.socket().setSoTimeout(0);
        } catch (IOException e) {
            return false;
        }
        resting.computeIfAbsent(link.peer(), _ -> new ArrayDeque<>())
                .addLast(new Resting(link, clock.millis()));
        count++;
        return true;
    }

    private Resting remove(Deque<Resting> links) {
        Resting last = links.removeLast();
        count--;
        if (links.isEmpty()) {
            resting.remove(last.link().peer());
        }
        return last;
    }
}
