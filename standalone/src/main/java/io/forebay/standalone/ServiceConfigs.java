package io.forebay.standalone;

import io.forebay.dispatcher.DispatcherConfig;
import io.forebay.ingest.IngestConfig;
import io.forebay.objects.ObjectUrl;
import io.forebay.results.ResultStoreConfig;
import io.forebay.schemas.config.ConfigReader;
import io.forebay.standalone.home.Home;
import io.forebay.worker.WorkerConfig;

/** The configuration of each service in standalone, in the same keys as a file would have it. */
record ServiceConfigs(
        StandaloneConfig standalone,
        Home home,
        LocalTenant tenant,
        String bootstrapServers,
        String redisAddress) {

    DispatcherConfig dispatcher() {
        return read(
                DispatcherConfig.class,
                """
                kafka: { bootstrap-servers: "%s" }
                %s
                group: { standby-replicas: 0, heartbeat-interval: 500ms }
                state: { dir: "%s", memory-mib: 96, write-buffer-mib: 32 }
                purge: { enabled: true, after: 5s, interval: 5s }
                """
                        .formatted(bootstrapServers, shared(), home.state()));
    }

    WorkerConfig worker() {
        return read(
                WorkerConfig.class,
                """
                kafka: { bootstrap-servers: "%s" }
                %s
                worker-id: standalone
                isolation: { mode: none }
                model-repository: "%s"
                payloads: { directory: "%s" }
                """
                        .formatted(
                                bootstrapServers, shared(), standalone.models(), home.payloads()));
    }

    ResultStoreConfig resultStore() {
        return read(
                ResultStoreConfig.class,
                """
                kafka: { bootstrap-servers: "%s" }
                %s
                redis: { address: "%s" }
                payloads: { directory: "%s" }
                %s
                ops: { port: 0 }
                """
                        .formatted(
                                bootstrapServers,
                                shared(),
                                redisAddress,
                                home.payloads(),
                                webhooks()));
    }

    /** The one tenant of this machine has it to itself. */
    IngestConfig ingest() {
        return read(
                IngestConfig.class,
                """
                http: { host: "%s", port: %d }
                kafka: { bootstrap-servers: "%s" }
                %s
                reader: { redis: { address: "%s" } }
                payloads: { directory: "%s" }
                objects: { roots: [%s] }
                %s
                jobs: { id-secret: "%s" }
                admission: { rate: 1000000, burst: 1000000, limits: { bytes: 100GiB, lines: 1000000000 } }
                auth:
                  pepper: "%s"
                  operators: [%s]
                  keys: [ { tenant: %s, digest: %s, scopes: [submit, read, operate] } ]
                """
                        .formatted(
                                standalone.host(),
                                standalone.port(),
                                bootstrapServers,
                                shared(),
                                redisAddress,
                                home.payloads(),
                                objects(),
                                webhooks(),
                                home.jobIdSecret(),
                                home.keyPepper(),
                                tenant.name(),
                                tenant.name(),
                                tenant.apiKeyDigest(home.keyPepper())));
    }

    /** Batches read and write files of the home; of no other place. */
    private String objects() {
        String root = "file:" + home.objects().toAbsolutePath().normalize();
        // A home whose name no URL can have is one without objects.
        return ObjectUrl.parse(root).map(url -> "\"" + url + "/\"").orElse("");
    }

    /** Receivers on this machine may be called, over HTTP too, so that a person can try it. */
    private String webhooks() {
        return """
        webhooks:
          secret-key: "%s"
          targets: { http: true, ports: [], addresses: ["127.0.0.0/8", "::1/128"] }
        """
                .formatted(home.webhookSecretKey());
    }

    /** What all services have in common. */
    private String shared() {
        return "topics: { flight-partitions: %1$d, work-partitions: %1$d, replication-factor: 1, min-insync-replicas: 1, deletion-lag: %2$s }"
                        .formatted(standalone.partitions(), standalone.deletionLag())
                + "\ntracing: { endpoint: \"%s\", sample-ratio: %s }"
                        .formatted(
                                standalone.tracing().endpoint(),
                                standalone.tracing().sampleRatio());
    }

    private static <T> T read(Class<T> type, String yaml) {
        return ConfigReader.withoutEnvironment().read(yaml, "standalone", type);
    }
}
