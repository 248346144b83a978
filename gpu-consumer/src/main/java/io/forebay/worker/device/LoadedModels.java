package io.forebay.worker.device;

import com.google.protobuf.ByteString;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/**
 * The versions of one model that can run here, newest first. Finding and adding are safe on any
 * thread; closing is confined to the device thread.
 */
public final class LoadedModels {

    private final int keep;
    private final List<LoadedModel> loaded = new CopyOnWriteArrayList<>();
    private final Deque<LoadedModel> retired = new ArrayDeque<>();

    /**
     * @param keep how many versions stay loaded, at least 1: jobs that were accepted for the last
     *     version still come in after a new one is applied
     */
    public LoadedModels(int keep) {
        this.keep = keep;
    }

    public Optional<LoadedModel> find(ByteString digest) {
        for (LoadedModel model : loaded) {
            if (model.model().ref().getDigest().equals(digest)) {
                return Optional.of(model);
            }
        }
        return Optional.empty();
    }

    public boolean isEmpty() {
        return loaded.isEmpty();
    }

    /** Takes a version up; the oldest one may have to go. */
    public void add(LoadedModel model) {
        add(model, Set.of());
    }

    /**
     * Takes a version up; of those that are not wanted the oldest may have to go.
     *
     * @param wanted digests of versions that jobs still come for
     */
    public synchronized void add(LoadedModel model, Set<ByteString> wanted) {
        loaded.addFirst(model);
        for (int at = loaded.size() - 1; loaded.size() > keep && at > 0; at--) {
            if (!wanted.contains(loaded.get(at).model().ref().getDigest())) {
                retired.addLast(loaded.remove(at));
            }
        }
    }

    /**
     * Closes versions that had to go.
     *
     * @param inUse whether work of one still waits: then it stays until that has run
     */
    synchronized void closeRetired(Predicate<LoadedModel> inUse) {
        retired.removeIf(model -> {
            boolean idle = !inUse.test(model);
            if (idle) {
                model.close();
            }
            return idle;
        });
    }

    synchronized void closeAll() {
        while (!loaded.isEmpty()) {
            retired.addLast(loaded.removeLast());
        }
        closeRetired(model -> false);
    }
}
