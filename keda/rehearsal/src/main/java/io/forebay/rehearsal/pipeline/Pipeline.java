package io.forebay.rehearsal.pipeline;

import io.forebay.ingest.auth.KeyText;
import io.forebay.standalone.broker.BrokerPorts;
import io.forebay.standalone.broker.EmbeddedKafka;
import io.forebay.standalone.redis.EmbeddedRedis;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;

/**
 * A broker and a Redis on loopback, and a dispatcher, a result store and an ingest node as
 * processes. Everything is in one directory.
 */
public final class Pipeline implements AutoCloseable {

    /** As many partitions of work as the shipped ScaledObject has workers at most. */
    public static final int PARTITIONS = 24;

    private static final String TENANT = "rehearsal";

    private final PipelineFiles files;
    private final String apiKey;
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final List<ServiceProcess> services;

    private Pipeline(Path directory, Path models, String model, String searchPath) {
        apiKey = KeyText.make(new SecureRandom()).text();
        EmbeddedRedis redis =
                EmbeddedRedis.start(
                        directory.resolve("redis"), ServiceProcess.freePort(), searchPath);
        opened.push(redis);
        EmbeddedKafka kafka =
                EmbeddedKafka.start(
                        directory.resolve("kafka"),
                        new BrokerPorts(ServiceProcess.freePort(), ServiceProcess.freePort()));
        opened.push(kafka);
        files =
                new PipelineFiles(
                        directory, models, model, kafka.bootstrapServers(), redis.address());
        services =
                List.of(
                        add(files.dispatcher()),
                        add(files.resultStore()),
                        add(files.ingest(TENANT, digest(apiKey))));
    }

    /**
     * Returns at once; see {@link #awaitReady}.
     *
     * @param searchPath where {@code redis-server} is looked for, as PATH
     */
    public static Pipeline start(Path directory, Path models, String model, String searchPath) {
        return new Pipeline(directory, models, model, searchPath);
    }

    /**
     * @throws IllegalStateException naming the service that is not ready in time
     */
    public void awaitReady(Duration patience) throws InterruptedException {
        Instant until = Instant.now().plus(patience);
        for (ServiceProcess one : services) {
            while (!one.isReady()) {
                if (!one.isAlive() || Instant.now().isAfter(until)) {
                    throw new IllegalStateException(
                            "%s is not ready; see %s"
                                    .formatted(one, files.directory().resolve(one + ".log")));
                }
                Thread.sleep(100);
            }
        }
    }

    public String bootstrapServers() {
        return files.bootstrapServers();
    }

    public String apiKey() {
        return apiKey;
    }

    public int httpPort() {
        return services.getLast().port();
    }

    /** Workers whose device takes so long for a row. */
    public Workers workers(Duration perRow) {
        Workers workers = new Workers(number -> files.worker(number, perRow));
        opened.push(workers);
        return workers;
    }

    @Override
    public void close() {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) { // the outermost frame of each close: the others must end, too
                System.Logger log = System.getLogger(Pipeline.class.getName());
                log.log(System.Logger.Level.WARNING, "could not be closed", e);
            }
        }
    }

    private ServiceProcess add(ServiceProcess service) {
        opened.push(service);
        return service;
    }

    private static String digest(String key) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
