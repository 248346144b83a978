package io.forebay.worker;

import com.google.protobuf.ByteString;
import io.forebay.schemas.model.Model;
import io.forebay.schemas.model.Traffic;
import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.wire.Lane;
import io.forebay.worker.device.LoadedModel;
import io.forebay.worker.device.LoadedModels;
import io.forebay.worker.device.Shadow;
import io.forebay.worker.model.Engine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Serves what is applied: loads the newest versions of each model, and joins its lanes once they
 * are warm. {@link #applied} and the questions are safe on any thread; {@link #reconcile} runs on
 * one at a time.
 */
final class ServedModels {

    private static final Logger LOG = LoggerFactory.getLogger(ServedModels.class);

    /** Model files may arrive after the model was applied. */
    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    private final EngineSource source;
    private final Facilities facilities;

    /** By name, the newest last. */
    private final Map<String, List<Model>> applied = new LinkedHashMap<>();

    private final Map<String, LoadedModels> loaded = new ConcurrentHashMap<>();
    private final Map<String, Serving> servings = new ConcurrentHashMap<>();

    /**
     * When to look again for versions that were not here or did not load; confined to reconcile.
     */
    private final Map<ByteString, Instant> retryAt = new HashMap<>();

    private volatile boolean settled;

    /** Guarded by the servings. */
    private boolean closed;

    ServedModels(EngineSource source, Facilities facilities) {
        this.source = source;
        this.facilities = facilities;
    }

    /** Notes a model that was applied; {@link #reconcile} takes it up. */
    void applied(Model model) {
        if (!facilities.config().serves(model.name())) {
            return;
        }
        synchronized (applied) {
            List<Model> versions = applied.computeIfAbsent(model.name(), name -> new ArrayList<>());
            versions.removeIf(earlier -> isReplaced(earlier, model));
            versions.addLast(model);
        }
    }

    /** Loads what is applied and not loaded; what fails is tried again the next time. */
    void reconcile() {
        newest().forEach(versions -> {
            Set<ByteString> wanted =
                    versions.stream()
                            .map(version -> version.ref().getDigest())
                            .collect(Collectors.toSet());
            versions.forEach(version -> orLog(version, one -> load(one, wanted)));
            orLog(versions.getLast(), this::serve);
            follow(versions);
        });
        settled = true;
    }

    /** Whether everything that is to be served is, in the lanes' groups. */
    boolean isReady() {
        return settled
                && facilities.config().models().stream().allMatch(servings::containsKey)
                && servings.values().stream().allMatch(Serving::hasJoined);
    }

    /** Ends serving, all models at once. */
    void close(Duration timeout) {
        synchronized (servings) {
            closed = true;
            servings.values().forEach(Serving::drain);
        }
        servings.values().forEach(serving -> serving.awaitEnd(timeout));
    }

    private List<List<Model>> newest() {
        synchronized (applied) {
            return applied.values().stream().map(this::kept).toList();
        }
    }

    /** As many as are kept, the newest last; but a version that its traffic names stays. */
    private List<Model> kept(List<Model> versions) {
        Set<String> named = versions.getLast().traffic().versions();
        List<Model> kept = new ArrayList<>(versions);
        for (int at = 0; kept.size() > versionsKept() && at < kept.size() - 1; ) {
            if (named.contains(kept.get(at).version())) {
                at++;
            } else {
                kept.remove(at);
            }
        }
        return List.copyOf(kept);
    }

    private void load(Model model, Set<ByteString> wanted) {
        LoadedModels ofName =
                loaded.computeIfAbsent(model.name(), name -> new LoadedModels(versionsKept()));
        ByteString digest = model.ref().getDigest();
        Instant now = facilities.clock().instant();
        if (ofName.find(digest).isPresent()
                || now.isBefore(retryAt.getOrDefault(digest, Instant.MIN))) {
            return;
        }
        boolean isFirst = retryAt.put(digest, now.plus(RETRY_AFTER)) == null;
        Optional<Engine> engine = source.open(model);
        if (engine.isEmpty()) {
            LOG.atLevel(isFirst ? Level.WARN : Level.DEBUG)
                    .addKeyValue("model", model.name())
                    .addKeyValue("version", model.version())
                    .log(
                            "an applied version is not in this worker's repository: its jobs wait"
                                    + " until it is, here or at another worker");
            return;
        }
        retryAt.remove(digest);
        LoadedModel ready = new LoadedModel(engine.get(), source::open);
        Serving serving = servings.get(model.name());
        if (serving == null) {
            ofName.add(ready, wanted);
        } else {
            serving.add(ready, wanted);
        }
        LOG.atInfo()
                .addKeyValue("model", model.name())
                .addKeyValue("version", model.version())
                .addKeyValue("executionProvider", engine.get().executionProvider())
                .log("loaded a model");
    }

    private void serve(Model newest) {
        String name = newest.name();
        LoadedModels ofName = loaded.get(name);
        if (ofName == null || ofName.isEmpty() || servings.containsKey(name)) {
            return;
        }
        facilities
                .clients()
                .ensure(List.of(Topics.work(name, Lane.INTERACTIVE), Topics.work(name, Lane.BULK)));
        synchronized (servings) {
            if (!closed) {
                servings.put(name, Serving.start(newest, ofName, facilities));
            }
        }
    }

    /** As the newest version says. */
    private void follow(List<Model> versions) {
        Serving serving = servings.get(versions.getLast().name());
        if (serving != null) {
            serving.follow(
                    versions.getLast().traffic().shadow().flatMap(share -> of(share, versions)));
        }
    }

    private static Optional<Shadow> of(Traffic.Share share, List<Model> versions) {
        return versions.stream()
                .filter(model -> model.version().equals(share.version()))
                .map(model -> new Shadow(model.version(), model.ref().getDigest(), share.percent()))
                .findFirst();
    }

    private int versionsKept() {
        return facilities.config().run().versionsKept();
    }

    private static void orLog(Model model, Consumer<Model> step) {
        try {
            step.accept(model);
        } catch (RuntimeException e) {
            LOG.atError()
                    .addKeyValue("model", model.name())
                    .addKeyValue("version", model.version())
                    .setCause(e)
                    .log("cannot serve a model");
        }
    }

    /** Files that were applied again under the same version are gone in their old form. */
    private static boolean isReplaced(Model earlier, Model by) {
        return earlier.version().equals(by.version())
                || earlier.ref().getDigest().equals(by.ref().getDigest());
    }
}
