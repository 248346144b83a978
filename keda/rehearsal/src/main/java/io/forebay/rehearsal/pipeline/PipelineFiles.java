package io.forebay.rehearsal.pipeline;

import java.nio.file.Path;
import java.time.Duration;

/** The configuration of each service, and its process. */
record PipelineFiles(
        Path directory, Path models, String model, String bootstrapServers, String redisAddress) {

    private static final String TOPICS =
            "topics: { flight-partitions: 4, work-partitions: %d, replication-factor: 1, min-insync-replicas: 1 }"
                    .formatted(Pipeline.PARTITIONS);

    ServiceProcess dispatcher() {
        int ops = ServiceProcess.freePort();
        return ServiceProcess.start(
                directory,
                "dispatcher",
                """
                %s
                state: { dir: "%s" }
                ops: { port: %d }
                """
                        .formatted(common(), directory.resolve("state"), ops),
                ops,
                "io.forebay.dispatcher.Main");
    }

    ServiceProcess resultStore() {
        int ops = ServiceProcess.freePort();
        return ServiceProcess.start(
                directory,
                "results",
                """
                %s
                redis: { address: "%s" }
                ops: { port: %d }
                """
                        .formatted(common(), redisAddress, ops),
                ops,
                "io.forebay.results.Main");
    }

    ServiceProcess ingest(String tenant, String keyDigest) {
        int port = ServiceProcess.freePort();
        return ServiceProcess.start(
                directory,
                "ingest",
                """
                %s
                http: { host: 127.0.0.1, port: %d }
                admission: { rate: 1000000, burst: 1000000 }
                reader: { redis: { address: "%s" } }
                payloads: { directory: "%s" }
                jobs: { id-secret: "of this rehearsal alone" }
                auth: { keys: [ { tenant: %s, digest: %s } ] }
                """
                        .formatted(
                                common(),
                                port,
                                redisAddress,
                                directory.resolve("payloads"),
                                tenant,
                                keyDigest),
                port,
                "io.forebay.ingest.Main");
    }

    ServiceProcess worker(int number, Duration perRow) {
        int ops = ServiceProcess.freePort();
        return ServiceProcess.start(
                directory,
                "worker-" + number,
                """
                %s
                models: [%s]
                model-repository: "%s"
                payloads: { directory: "%s" }
                isolation: { mode: none }
                ops: { port: %d }
                """
                        .formatted(
                                common(),
                                model,
                                models.toAbsolutePath().normalize(),
                                directory.resolve("payloads"),
                                ops),
                ops,
                "io.forebay.rehearsal.worker.RehearsalWorker",
                Long.toString(perRow.toMillis()));
    }

    private String common() {
        return "kafka: { bootstrap-servers: \"%s\" }\n%s".formatted(bootstrapServers, TOPICS);
    }
}
