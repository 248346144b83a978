package io.forebay.standalone;

import io.forebay.schemas.testing.TestCertificate;
import io.forebay.standalone.home.Home;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The services, each as a process that logs in as itself: passwords come by the environment, as in
 * a pod.
 *
 * @param models the repository of the worker
 */
record SecuredServices(SecuredServers servers, Path directory, Path models, LocalTenant tenant) {

    private static final String PEPPER = "known to every ingest node";
    private static final String ID_SECRET = "the same on every ingest node";
    private static final String WEBHOOKS_KEY = "the same on every node";

    private static final String WEBHOOKS =
            """
            webhooks:
              secret-key: "%s"
              targets: { http: true, ports: [], addresses: ["127.0.0.0/8"] }
            """
                    .formatted(WEBHOOKS_KEY);

    static SecuredServices of(SecuredServers servers, Path directory, Path models) {
        try (Home home = Home.open(directory.resolve("home"))) {
            return new SecuredServices(servers, directory, models, LocalTenant.of(home));
        }
    }

    /**
     * @param number another one begins with an empty directory, and reads its state from Kafka
     */
    ServiceProcess dispatcher(int number) {
        return start(
                "dispatcher",
                number,
                """
                state: { dir: "%s", memory-mib: 48, write-buffer-mib: 16 }
                group: { standby-replicas: 0 }
                timing: { payload-grace: 0s, housekeeping: 200ms }
                purge: { after: 1s, interval: 1s }
                """
                        .formatted(directory.resolve("dispatcher-" + number)),
                Map.of());
    }

    ServiceProcess results() {
        return start(
                "results",
                1,
                """
                redis: { address: "%s", trust-store: "%s" }
                payloads: { directory: "%s" }
                %s
                """
                        .formatted(
                                servers.redis().address(),
                                servers.certificate().trustStore(),
                                payloads(),
                                WEBHOOKS),
                redis("FOREBAY_REDIS__", "forebay-results"));
    }

    ServiceProcess worker() {
        return start(
                "worker",
                1,
                """
                model-repository: "%s"
                payloads: { directory: "%s" }
                """
                        .formatted(models, payloads()),
                Map.of());
    }

    ServiceProcess ingest() {
        int port = FreePorts.any();
        return start(
                "ingest",
                1,
                """
                http: { host: 127.0.0.1, port: %d }
                reader: { redis: { address: "%s", trust-store: "%s" } }
                payloads: { directory: "%s" }
                jobs: { id-secret: "%s" }
                auth: { pepper: "%s", operators: [%s], keys: [ { tenant: %s, digest: %s, scopes: [submit, read, operate] } ] }
                %s
                """
                        .formatted(
                                port,
                                servers.redis().address(),
                                servers.certificate().trustStore(),
                                payloads(),
                                ID_SECRET,
                                PEPPER,
                                tenant.name(),
                                tenant.name(),
                                tenant.apiKeyDigest(PEPPER),
                                WEBHOOKS),
                redis("FOREBAY_READER__REDIS__", "forebay-ingest"),
                port);
    }

    static URI uri(ServiceProcess ingest) {
        return URI.create("http://127.0.0.1:" + ingest.port());
    }

    /** What the services are configured with and nobody else may know. */
    List<String> secrets() {
        return List.of(
                PEPPER, ID_SECRET, WEBHOOKS_KEY, tenant.apiKey(), SecuredServers.password(""));
    }

    /** Where large inputs and outputs are. */
    Path payloads() {
        return directory.resolve("payloads");
    }

    private static Map<String, String> redis(String prefix, String user) {
        return Map.of(
                prefix + "USERNAME",
                user,
                prefix + "PASSWORD",
                SecuredServers.password(user),
                prefix + "TRUST_STORE_PASSWORD",
                TestCertificate.PASSWORD);
    }

    /** Of a service whose health is asked for at its own port. */
    private ServiceProcess start(
            String service, int number, String yaml, Map<String, String> secrets) {
        int ops = FreePorts.any();
        return start(service, number, yaml + "ops: { port: %d }\n".formatted(ops), secrets, ops);
    }

    private ServiceProcess start(
            String service, int number, String yaml, Map<String, String> secrets, int port) {
        Map<String, String> environment = new HashMap<>(secrets);
        environment.put("FOREBAY_KAFKA__BOOTSTRAP_SERVERS", servers.bootstrapServers());
        environment.put(
                "FOREBAY_KAFKA__PROPERTIES",
                servers.client("forebay-" + service).entrySet().stream()
                        .map(one -> one.getKey() + ": '" + one.getValue() + "'")
                        .collect(Collectors.joining(", ", "{ ", " }")));
        return ServiceProcess.start(
                directory,
                service + "-" + number,
                "io.forebay.%s.Main".formatted(service),
                """
                topics: { flight-partitions: %1$d, work-partitions: %1$d, replication-factor: 1, min-insync-replicas: 1, deletion-lag: 4s }
                %2$s
                """
                        .formatted(SecuredServers.TOPICS.flightPartitions(), yaml),
                environment,
                port);
    }
}
