package io.forebay.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.ingest.admission.AdmissionConfig;
import io.forebay.ingest.admission.Quota;
import io.forebay.ingest.admission.TenantLimits;
import io.forebay.ingest.auth.ApiKey;
import io.forebay.ingest.auth.AuthConfig;
import io.forebay.ingest.auth.Scope;
import io.forebay.ingest.auth.TokenConfig;
import io.forebay.ingest.batch.BatchesConfig;
import io.forebay.ingest.http.DataSize;
import io.forebay.ingest.http.ServerConfig;
import io.forebay.ingest.http.StreamsConfig;
import io.forebay.ingest.http.TlsConfig;
import io.forebay.ingest.overview.ScalingConfig;
import io.forebay.ingest.publish.KafkaConfig;
import io.forebay.ingest.submit.JobsConfig;
import io.forebay.ingest.sweep.SweepConfig;
import io.forebay.ingest.webhook.WebhookConfig;
import io.forebay.objects.ObjectsConfig;
import io.forebay.objects.PayloadsConfig;
import io.forebay.objects.S3Config;
import io.forebay.results.reader.ReaderConfig;
import io.forebay.schemas.config.ConfigException;
import io.forebay.schemas.config.ConfigReader;
import io.forebay.schemas.topic.TopicConfig;
import io.forebay.schemas.trace.TracingConfig;
import io.forebay.schemas.webhook.TargetConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class IngestConfigTest {

    private static final String DIGEST = "ab".repeat(32);

    private final ConfigReader reader = ConfigReader.withoutEnvironment();

    @Test
    void hasADefaultForEveryKey() {
        assertThat(read("{}"))
                .isEqualTo(IngestConfig.DEFAULT)
                .isEqualTo(
                        new IngestConfig(
                                new ServerConfig(
                                        "0.0.0.0",
                                        8080,
                                        new DataSize(32 << 20),
                                        25_000,
                                        new StreamsConfig(Duration.ofSeconds(15), 20_000, 10_000),
                                        new TlsConfig(null, null, Duration.ofSeconds(10)),
                                        true),
                                new KafkaConfig("localhost:9092", Map.of(), Duration.ofSeconds(5)),
                                TopicConfig.of(24, 24, 3, 2),
                                new JobsConfig(
                                        "",
                                        Duration.ofHours(24),
                                        Map.of(),
                                        Duration.ofSeconds(60),
                                        Duration.ofHours(24),
                                        Duration.ofSeconds(60)),
                                new AuthConfig(
                                        "",
                                        List.of(),
                                        Set.of(),
                                        20,
                                        Duration.ofHours(24),
                                        new TokenConfig(
                                                "",
                                                "forebay",
                                                "",
                                                List.of("RS256", "ES256"),
                                                "tenant",
                                                "forebay:",
                                                Duration.ofSeconds(30))),
                                new AdmissionConfig(
                                        2000.0,
                                        4000,
                                        new TenantLimits(
                                                new DataSize(256 << 20), 20_000, 10_000, 200_000),
                                        Map.of(),
                                        Duration.ofSeconds(1)),
                                ReaderConfig.DEFAULT,
                                new BatchesConfig(
                                        Duration.ofHours(24),
                                        Duration.ofHours(1),
                                        8 << 20,
                                        "forebay.dispatcher",
                                        100,
                                        2_000,
                                        Duration.ofSeconds(30)),
                                new WebhookConfig(
                                        "",
                                        new TargetConfig(false, List.of(443), List.of()),
                                        20,
                                        Duration.ofHours(24)),
                                PayloadsConfig.DEFAULT,
                                ObjectsConfig.DEFAULT,
                                new SweepConfig(
                                        Duration.ofHours(1),
                                        Duration.ofDays(31),
                                        Duration.ofDays(4)),
                                new ScalingConfig(""),
                                new TracingConfig("", 0.01)));
    }

    @Test
    void readsEveryKey() {
        assertThat(
                        read(
                                """
                                http: { host: 127.0.0.1, port: 1, body-limit: 1KiB, max-connections: 2, streams: { heartbeat: 9s, max: 7, max-per-tenant: 6 }, tls: { certificate: tls.crt, key: tls.key, check-interval: 1m }, console: false }
                                kafka:
                                  bootstrap-servers: k:1
                                  properties: { security.protocol: SSL }
                                  acknowledge-timeout: 3s
                                topics:
                                  flight-partitions: 4
                                  work-partitions: 5
                                  replication-factor: 1
                                  min-insync-replicas: 1
                                jobs:
                                  id-secret: 0123456789abcdef
                                  retention: 2h
                                  retention-of: { acme: 3h }
                                  max-wait: 30s
                                  max-queue-timeout: 1h
                                  infer-wait: 20s
                                auth:
                                  pepper: salt
                                  keys: [{ tenant: acme, digest: %s, scopes: [submit, operate] }]
                                  operators: [acme]
                                  max-keys: 3
                                  rotation-overlap: 2h
                                  tokens:
                                    issuer: https://id.example
                                    audience: us
                                    jwks: https://id.example/keys
                                    algorithms: [PS256]
                                    tenant-claim: org
                                    scope-prefix: fb.
                                    clock-skew: 5s
                                admission:
                                  rate: 1.5
                                  burst: 2
                                  limits: { bytes: 1MiB, lines: 5, streams: 6, open-jobs: 8 }
                                  tenants: { acme: { rate: 3, burst: 4, limits: { lines: 7, open-jobs: 9 } } }
                                  sample-interval: 2s
                                reader: { recheck-interval: 2s }
                                batches:
                                  window: 2h
                                  idle: 3m
                                  line-limit: 4096
                                  dispatcher-group: d
                                  unread: 5
                                  waiting: 6
                                  takeover: 7s
                                webhooks:
                                  secret-key: sealed with this key
                                  targets: { http: true, ports: [80, 443], addresses: [127.0.0.0/8] }
                                  max-endpoints: 3
                                  rotation-overlap: 1h
                                payloads: { directory: elsewhere }
                                objects: { roots: ["s3://inbox/{tenant}/"] }
                                sweep: { every: 10m, payloads: 960h, batches: 168h }
                                scaling: { explain: "http://scaler:9403/explain.json" }
                                tracing: { endpoint: "http://collector:4318", sample-ratio: 0.5 }
                                """
                                        .formatted(DIGEST)))
                .isEqualTo(
                        new IngestConfig(
                                new ServerConfig(
                                        "127.0.0.1",
                                        1,
                                        new DataSize(1024),
                                        2,
                                        new StreamsConfig(Duration.ofSeconds(9), 7, 6),
                                        new TlsConfig(
                                                Path.of("tls.crt"),
                                                Path.of("tls.key"),
                                                Duration.ofMinutes(1)),
                                        false),
                                new KafkaConfig(
                                        "k:1",
                                        Map.of("security.protocol", "SSL"),
                                        Duration.ofSeconds(3)),
                                TopicConfig.of(4, 5, 1, 1),
                                new JobsConfig(
                                        "0123456789abcdef",
                                        Duration.ofHours(2),
                                        Map.of("acme", Duration.ofHours(3)),
                                        Duration.ofSeconds(30),
                                        Duration.ofHours(1),
                                        Duration.ofSeconds(20)),
                                new AuthConfig(
                                        "salt",
                                        List.of(
                                                new ApiKey(
                                                        "acme",
                                                        DIGEST,
                                                        Set.of(Scope.SUBMIT, Scope.OPERATE))),
                                        Set.of("acme"),
                                        3,
                                        Duration.ofHours(2),
                                        new TokenConfig(
                                                "https://id.example",
                                                "us",
                                                "https://id.example/keys",
                                                List.of("PS256"),
                                                "org",
                                                "fb.",
                                                Duration.ofSeconds(5))),
                                new AdmissionConfig(
                                        1.5,
                                        2,
                                        new TenantLimits(new DataSize(1 << 20), 5, 6, 8),
                                        Map.of(
                                                "acme",
                                                new Quota(
                                                        3, 4, new TenantLimits(null, 7, null, 9))),
                                        Duration.ofSeconds(2)),
                                new ReaderConfig(
                                        ReaderConfig.DEFAULT.redis(),
                                        Duration.ofSeconds(2),
                                        ReaderConfig.DEFAULT.maxWaiters(),
                                        ReaderConfig.DEFAULT.readBatch()),
                                new BatchesConfig(
                                        Duration.ofHours(2),
                                        Duration.ofMinutes(3),
                                        4096,
                                        "d",
                                        5,
                                        6,
                                        Duration.ofSeconds(7)),
                                new WebhookConfig(
                                        "sealed with this key",
                                        new TargetConfig(
                                                true, List.of(80, 443), List.of("127.0.0.0/8")),
                                        3,
                                        Duration.ofHours(1)),
                                PayloadsConfig.in(Path.of("elsewhere")),
                                new ObjectsConfig(
                                        List.of("s3://inbox/{tenant}/"), S3Config.DEFAULT),
                                new SweepConfig(
                                        Duration.ofMinutes(10),
                                        Duration.ofDays(40),
                                        Duration.ofDays(7)),
                                new ScalingConfig("http://scaler:9403/explain.json"),
                                new TracingConfig("http://collector:4318", 0.5)));
    }

    @Test
    void printsNoSecrets() {
        String printed =
                reader.write(
                        read(
                                "{jobs: {id-secret: 0123456789abcdef}, auth: {pepper: seasoning},"
                                        + " webhooks: {secret-key: sealed with this}}"));

        assertThat(printed).contains("retention: \"24h\"".replace("24h", "86400s"));
        assertThat(printed).contains("body-limit: \"32MiB\"");
        assertThat(printed).doesNotContain("0123456789abcdef").doesNotContain("seasoning");
        assertThat(printed).doesNotContain("sealed with this");
    }

    @Test
    void refusesWhatCannotBeUsed() {
        assertRefused("http: {port: 70000}", "port");
        assertRefused("http: {tls: {key: tls.key}}", "one of them is missing");
        assertRefused("scaling: {explain: scaler}", "scaling.explain");
        assertRefused("http: {body-limit: 5GiB}", "body-limit");
        assertRefused("http: {body-limit: lots}", "512B");
        assertRefused("http: {max-connections: 0}", "max-connections");
        assertRefused("http: {streams: {heartbeat: 0s}}", "heartbeat");
        assertRefused("http: {streams: {max: 0}}", "max");
        assertRefused("kafka: {acknowledge-timeout: 1ms}", "acknowledge-timeout");
        assertRefused("jobs: {retention: 1s}", "retention");
        assertRefused("jobs: {retention: 169h}", "the log of job states keeps a job for 8 days");
        assertRefused("jobs: {retention-of: {acme: 30d}}", "retention-of.acme");
        assertRefused(
                "{jobs: {retention-of: {acme: 72h}}, sweep: {payloads: 90h}}",
                "jobs need their payloads for PT96H");
        assertRefused("jobs: {infer-wait: 2m}", "infer-wait");
        assertRefused("auth: {keys: [{tenant: 'a b', digest: x}]}", "tenant");
        assertRefused("auth: {keys: [{tenant: a, digest: x}]}", "digest");
        assertRefused("auth: {max-keys: 0}", "max-keys");
        assertRefused("auth: {tokens: {issuer: i, jwks: 'http://id.example/k'}}", "https");
        assertRefused(
                "auth: {tokens: {issuer: i, jwks: 'https://i/k', algorithms: [HS256]}}", "RS256");
        assertRefused("auth: {tokens: {issuer: i, jwks: 'https://i/k', audience: ''}}", "audience");
        assertRefused("admission: {rate: 0}", "rate");
        assertRefused("admission: {sample-interval: 0s}", "sample-interval");
        assertRefused("admission: {limits: {lines: 0}}", "lines");
        assertRefused("admission: {limits: {bytes: 0B}}", "bytes");
        assertRefused("admission: {limits: {open-jobs: 0}}", "open-jobs");
        assertRefused("surprise: 1", "surprise");
    }

    private void assertRefused(String yaml, String word) {
        assertThatThrownBy(() -> read(yaml))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(word);
    }

    private IngestConfig read(String yaml) {
        return reader.read(yaml, "test", IngestConfig.class);
    }
}
