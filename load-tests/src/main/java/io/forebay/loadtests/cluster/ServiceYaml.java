package io.forebay.loadtests.cluster;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The configuration files of the services, in their own keys.
 *
 * @param kafka where the broker is
 * @param redis where Redis is, as {@code redis://host:port}
 */
record ServiceYaml(ClusterConfig config, String kafka, String redis, List<TenantKey> tenants) {

    private static final String PEPPER = "known to every ingest node";

    String dispatcher(String name, int ops) {
        return """
        %s
        state: { dir: "%s", memory-mib: 48, write-buffer-mib: 16 }
        purge: { enabled: false }
        group: { standby-replicas: 0 }
        ops: { port: %d }
        """
                .formatted(common(), config.directory().resolve(name), ops);
    }

    String results(int ops) {
        return """
        %s
        redis: { address: "%s" }
        payloads: { directory: "%s" }
        webhooks:
          secret-key: "the same on every node"
          targets: { http: true, ports: [], addresses: ["127.0.0.0/8"] }
          sender: { timeout: 3s, connect-timeout: 1s }
          retries: { schedule: [0s, 1s, 1s, 2s, 2s, 4s, 4s, 4s, 8s, 8s, 8s, 8s, 8s, 8s, 8s, 8s], jitter: 0.2 }
        ops: { port: %d }
        """
                .formatted(common(), redis, payloads(), ops);
    }

    String worker(String name, int ops) {
        return """
        %s
        worker-id: %s
        model-repository: "%s"
        payloads: { directory: "%s" }
        drain-timeout: 10s
        ops: { port: %d }
        """
                .formatted(
                        common(),
                        name,
                        config.models().toAbsolutePath().normalize(),
                        payloads(),
                        ops);
    }

    String ingest(int port) {
        String keys =
                tenants.stream()
                        .map(key ->
                                "{ tenant: %s, digest: %s, scopes: [submit, read, operate] }"
                                        .formatted(key.tenant(), key.digest(PEPPER)))
                        .collect(Collectors.joining(", "));
        return """
        %s
        http: { host: 127.0.0.1, port: %d, max-connections: 20000, streams: { max-per-tenant: 20000 } }
        admission: { rate: 1000000, burst: 1000000, limits: { open-jobs: 100000000 } }
        reader: { redis: { address: "%s" } }
        payloads: { directory: "%s" }
        webhooks:
          secret-key: "the same on every node"
          targets: { http: true, ports: [], addresses: ["127.0.0.0/8"] }
        jobs: { id-secret: "the same on every ingest node" }
        auth: { pepper: "%s", keys: [ %s ] }
        """
                .formatted(common(), port, redis, payloads(), PEPPER, keys);
    }

    /** What wins over the file. */
    Map<String, String> environment(Role role) {
        return config.tuning().environment(role);
    }

    private String payloads() {
        return config.directory().resolve("payloads").toString();
    }

    private String common() {
        return """
        kafka: { bootstrap-servers: "%s" }
        topics: { flight-partitions: %2$d, work-partitions: %2$d, replication-factor: 1, min-insync-replicas: 1 }\
        """
                .formatted(kafka, config.partitions());
    }
}
