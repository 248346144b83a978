package io.forebay.loadtests.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A broker, a Redis, and the services, each as a process of its own on loopback. */
public final class Cluster implements AutoCloseable {

    private static final long LOOK_MILLIS = 100;

    private final String kafka;
    private final RedisLink redis;
    private final List<TenantKey> tenants;
    private final List<URI> nodes = new ArrayList<>();
    private final List<Daemon> daemons = new ArrayList<>();

    private Cluster(ClusterConfig config) {
        SecureRandom random = new SecureRandom();
        List<Integer> ports = Ports.free(3);
        Launcher launcher =
                new Launcher(
                        config.directory(),
                        config.classPaths(),
                        ProcessStyle.small()
                                .with(config.tuning().javaOptions().toArray(String[]::new)));
        kafka = "127.0.0.1:" + ports.get(0);
        redis = new RedisLink(ports.get(2));
        tenants = config.tenants().stream().map(name -> TenantKey.make(name, random)).toList();
        daemons.add(launcher.broker(ports.get(0), ports.get(1), config.tuning().keys(Role.BROKER)));
        daemons.add(launcher.redis(ports.get(2)));
        ServiceYaml yaml =
                new ServiceYaml(config, kafka, "redis://127.0.0.1:" + ports.get(2), tenants);
        for (Role role : List.of(Role.DISPATCHER, Role.RESULTS, Role.WORKER, Role.INGEST)) {
            List<Integer> own = Ports.free(config.count(role));
            for (int number = 1; number <= own.size(); number++) {
                daemons.add(service(launcher, yaml, role, number, own.get(number - 1)));
            }
        }
    }

    /**
     * Starts everything and returns when all of it is ready.
     *
     * @throws IllegalStateException with the logs' ends, when it is not in time; nothing is left
     *     running then
     */
    public static Cluster start(ClusterConfig config, Duration patience)
            throws InterruptedException {
        try {
            Files.createDirectories(config.directory());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + config.directory(), e);
        }
        Cluster cluster = new Cluster(config);
        // Whoever breaks a run off must not find its processes afterwards.
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> cluster.daemons.forEach(Daemon::end), "end-cluster"));
        boolean ready = false;
        try {
            // Topics are made by the first dispatcher; the others would wait for them.
            cluster.bring(List.of(Role.BROKER, Role.REDIS), patience);
            cluster.bring(List.of(Role.values()), patience);
            ready = true;
            return cluster;
        } finally {
            if (!ready) {
                cluster.close();
            }
        }
    }

    public String bootstrapServers() {
        return kafka;
    }

    public RedisLink redis() {
        return redis;
    }

    /** Where the ingest nodes listen. */
    public List<URI> nodes() {
        return List.copyOf(nodes);
    }

    public List<TenantKey> tenants() {
        return tenants;
    }

    public List<Daemon> daemons() {
        return List.copyOf(daemons);
    }

    public List<Daemon> daemons(Role role) {
        return daemons.stream().filter(daemon -> daemon.role() == role).toList();
    }

    /** Resumes what is stopped, starts what is dead, and returns when all of it is ready. */
    public void heal(Duration patience) throws InterruptedException {
        daemons.forEach(Daemon::resume);
        bring(List.of(Role.values()), patience);
    }

    @Override
    public void close() {
        for (Daemon daemon : daemons.reversed()) {
            if (daemon.role().compareTo(Role.REDIS) <= 0) {
                daemon.stop();
            } else {
                // What they would still do at a clean end is not asked for any more.
                daemon.resume();
                daemon.kill();
            }
        }
    }

    private void bring(List<Role> roles, Duration patience) throws InterruptedException {
        List<Daemon> wanted =
                daemons.stream().filter(daemon -> roles.contains(daemon.role())).toList();
        long deadline = System.nanoTime() + patience.toNanos();
        List<Daemon> missing = wanted;
        while (!missing.isEmpty()) {
            if (System.nanoTime() > deadline) {
                StringBuilder why = new StringBuilder("not ready after " + patience + ":");
                missing.forEach(
                        one -> why.append("\n--- ").append(one).append('\n').append(one.logTail()));
                throw new IllegalStateException(why.toString());
            }
            missing.forEach(Daemon::start);
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            missing = missing.stream().filter(daemon -> !daemon.isReady()).toList();
        }
    }

    private Daemon service(Launcher launcher, ServiceYaml yaml, Role role, int number, int port) {
        String name = role.title() + "-" + number;
        return switch (role) {
            case DISPATCHER ->
                    launcher.service(
                            role,
                            name,
                            "io.forebay.dispatcher.Main",
                            yaml.dispatcher(name, port),
                            yaml.environment(role),
                            port);
            case RESULTS ->
                    launcher.service(
                            role,
                            name,
                            "io.forebay.results.Main",
                            yaml.results(port),
                            yaml.environment(role),
                            port);
            case WORKER ->
                    launcher.service(
                            role,
                            name,
                            "io.forebay.worker.Main",
                            yaml.worker(name, port),
                            yaml.environment(role),
                            port);
            case INGEST -> {
                nodes.add(URI.create("http://127.0.0.1:" + port));
                yield launcher.service(
                        role,
                        name,
                        "io.forebay.ingest.Main",
                        yaml.ingest(port),
                        yaml.environment(role),
                        port);
            }
            case BROKER, REDIS, STANDALONE ->
                    throw new IllegalArgumentException(role + " is no service");
        };
    }
}
