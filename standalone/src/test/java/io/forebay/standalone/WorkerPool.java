package io.forebay.standalone;

import java.util.ArrayDeque;
import java.util.Deque;

/** Worker processes, as many as are ordered. Confined to its test's thread. */
final class WorkerPool implements AutoCloseable {

    private final ServiceFiles files;
    private final Deque<ServiceProcess> workers = new ArrayDeque<>();
    private final Closing stopped;
    private int started;

    WorkerPool(ServiceFiles files, Closing stopped) {
        this.files = files;
        this.stopped = stopped;
    }

    int replicas() {
        return workers.size();
    }

    int started() {
        return started;
    }

    boolean allReady() {
        return workers.stream().allMatch(ServiceProcess::isReady);
    }

    /** Starts or stops; the newest goes first, by SIGTERM, and need not have gone yet. */
    void order(int replicas) {
        while (workers.size() < replicas) {
            workers.addLast(stopped.add(files.worker("pool-" + started++)));
        }
        while (workers.size() > replicas) {
            ServiceProcess one = workers.removeLast();
            Thread.ofVirtual().start(one::close);
        }
    }

    @Override
    public void close() {
        order(0);
    }
}
