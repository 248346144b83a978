package io.forebay.loadtests.growth.site;

import io.forebay.loadtests.cluster.ClassPaths;
import io.forebay.loadtests.cluster.Cluster;
import io.forebay.loadtests.cluster.ClusterConfig;
import io.forebay.loadtests.cluster.Daemon;
import io.forebay.loadtests.cluster.RedisLink;
import io.forebay.loadtests.cluster.Role;
import io.forebay.loadtests.cluster.Tuning;
import io.forebay.loadtests.job.Target;
import io.forebay.loadtests.machine.NamedPid;
import io.forebay.loadtests.model.GrowthModels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Processes that start with empty directories, and end with it. Confined to one thread.
 *
 * <p>Their Java compiles by C1 alone, so that a short warm-up is enough and no point is quicker for
 * having run longer: what they do a second says how cost grows, not how quick Forebay is.
 */
public final class Site implements AutoCloseable {

    private static final String TENANT = "growth";
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration JOB_TIMEOUT = Duration.ofMinutes(15);

    // No limit is to be met before the machine's own, and the tenant may issue keys of others.
    private static final Tuning TUNING =
            new Tuning(
                    Map.of(
                            Role.INGEST,
                            Map.of(
                                    "auth.operators", "[" + TENANT + "]",
                                    "admission.limits.bytes", "100GiB",
                                    "admission.limits.streams", "100000")),
                    List.of("-Xmx1g"));

    private final SiteConfig config;
    private final Cluster cluster;

    private Site(SiteConfig config, Cluster cluster) {
        this.config = config;
        this.cluster = cluster;
    }

    /**
     * Starts everything and returns when all of it is ready.
     *
     * @throws IllegalStateException with the logs' ends, when it is not in time; nothing is left
     *     running then
     */
    public static Site start(SiteConfig config) throws InterruptedException {
        Path repository = config.directory().resolve("models");
        config.models()
                .forEach(model ->
                        GrowthModels.write(
                                repository, model.name(), model.bytes(), model.maxBatch()));
        Site site =
                new Site(
                        config,
                        Cluster.start(
                                new ClusterConfig(
                                        config.directory(),
                                        ClassPaths.of(config.classPath()),
                                        repository,
                                        Map.of(),
                                        List.of(TENANT),
                                        config.partitions(),
                                        TUNING),
                                PATIENCE));
        boolean ready = false;
        try {
            site.leaveUnserved(repository);
            ready = true;
            return site;
        } finally {
            if (!ready) {
                site.close();
            }
        }
    }

    /** Where jobs go, with the key of an operator. */
    public Target target() {
        return new Target(
                cluster.nodes().getFirst(), cluster.tenants().getFirst().text(), JOB_TIMEOUT);
    }

    public RedisLink redis() {
        return cluster.redis();
    }

    /** The one process of a role. */
    public Daemon daemon(Role role) {
        return cluster.daemons(role).getFirst();
    }

    /** Where the dispatcher has its state. */
    public Path dispatcherState() {
        return config.directory().resolve(daemon(Role.DISPATCHER).name());
    }

    /** Starts what is not alive, and returns when all is ready. */
    public void heal() throws InterruptedException {
        cluster.heal(PATIENCE);
    }

    /** All processes that are alive. */
    public List<NamedPid> processes() {
        return cluster.daemons().stream()
                .flatMap(one -> one.pid().stream().mapToObj(pid -> new NamedPid(one.name(), pid)))
                .toList();
    }

    /** Ends all processes and deletes all but logs and configurations. */
    @Override
    public void close() {
        cluster.close();
        for (String data : List.of("kafka", "redis", "payloads", "models")) {
            delete(config.directory().resolve(data));
        }
        delete(dispatcherState());
    }

    /** Deletes a directory, if it is there. */
    public static void delete(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(one);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + directory, e);
        }
    }

    /** The worker has applied all models; once it is without the files of one, it runs no more. */
    private void leaveUnserved(Path repository) throws InterruptedException {
        List<Served> unserved = config.models().stream().filter(one -> !one.served()).toList();
        if (!unserved.isEmpty()) {
            daemon(Role.WORKER).stop();
            unserved.forEach(model -> delete(repository.resolve(model.name())));
            heal();
        }
    }
}
