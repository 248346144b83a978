package io.forebay.manifests.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.manifests.Yaml;
import io.forebay.manifests.finding.Check;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each rule, by making one thing wrong in what is right. */
class ScalingChecksTest {

    private static final List<Check> CHECKS =
            List.of(
                    new ScaledObjectCheck(),
                    new KafkaTriggerCheck(Set.of("notes", "digits", "apart"), Set.of("apart")),
                    new ForecastTriggerCheck(Set.of("notes", "digits", "apart")),
                    new TimingCheck(),
                    new DrainCheck(Map.of("notes", Duration.ofSeconds(30))));

    private static List<String> findings(String yaml) {
        return CHECKS.stream().flatMap(check -> Yaml.findings(check, yaml).stream()).toList();
    }

    @Test
    void nothingIsWrongWithWhatIsRight() {
        assertThat(findings(Scaled.RIGHT)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "lagThreshold: \"5500\" | lagThreshold: \"0\" | 23 | lagThreshold must be at least 1, not 0",
                "lagThreshold: \"5500\" | lagThreshold: \"5.5\" | 23 | lagThreshold must be a whole number, not '5.5'",
                "lagThreshold: \"5500\" | lagTreshold: \"5500\" | 23 | has no parameter lagTreshold",
                "lagThreshold: \"5500\" | lagThreshold: \"6100\" | 23 | settles at a wait of 61 s, above the forebay.io/wait-slo of 60 s; at most 6000",
                "lagThreshold: \"5500\" | lagThreshold: \"5000\" | 23 | oscillates with a cold start of 20 s; at least 5437",
                "lagThreshold: \"5500\" | lagThreshold: \"1000\" | 23 | swings ever wider",
                "offsetResetPolicy: earliest | offsetResetPolicy: none | 24 | must be one of latest, earliest, not 'none'",
                "offsetResetPolicy: earliest | offsetResetPolicy: latest | 24 | must be earliest",
                "offsetResetPolicy: earliest | excludePersistentLag: \"true\" | 24 | lag that does not move",
                "offsetResetPolicy: earliest | allowIdleConsumers: maybe | 24 | allowIdleConsumers must be true or false",
                "offsetResetPolicy: earliest | sasl: plaintext | 24 | sasl needs an authenticationRef",
                "offsetResetPolicy: earliest | partitionLimitation: 1..3 | 24 | must be partitions and ranges",
                "bootstrapServers: kafka.data:9092 | bootstrapServersFromEnv: NO_SUCH | 20 | Deployment/worker has no variable NO_SUCH",
                "bootstrapServers: kafka.data:9092 | version: 1.0.0 | 19 | a kafka trigger needs bootstrapServers",
                "bootstrapServers: kafka.data:9092 | bootstrapServers: kafka:9092 | 20 | kafka cannot be found from KEDA's namespace",
                "bootstrapServers: kafka.data:9092 | bootstrapServersFromEnv: FOREBAY_KAFKA__BOOTSTRAP_SERVERS | 20 | two cannot be found",
                "topic: forebay.work.notes.bulk | topic: forebay.work.notes.slow | 22 | no service reads a topic forebay.work.notes.slow",
                "topic: forebay.work.notes.bulk | topic: forebay.work.other.bulk | 22 | there is no model other",
                "topic: forebay.work.notes.bulk | topic: forebay.work.apart.bulk | 22 | the workers of model apart are a share group",
                "topic: forebay.work.notes.bulk | version: 1.0.0 | 19 | name the topic",
                "forebay.worker.notes.bulk | forebay.worker.notes.interactive | 21 | group forebay.worker.notes.interactive does not read forebay.work.notes.bulk",
                "maxReplicaCount: 24 | maxReplicaCount: 25 | 13 | maxReplicaCount 25 is above the 24 partitions",
                "maxReplicaCount: 24 | pollingInterval: 5 | 10 | maxReplicaCount 100 is above the 24 partitions",
                "WORK_PARTITIONS: \"24\" | WORK_PARTITIONS: \"12\" | 13 | above the 12 partitions",
                "minReplicaCount: 0 | minReplicaCount: 30 | 12 | minReplicaCount 30 is above maxReplicaCount 24",
                "minReplicaCount: 0 | idleReplicaCount: 0 | 12 | idleReplicaCount must be below minReplicaCount",
                "cooldownPeriod: 300 | cooldownPeriod: 30 | 14 | shorter than two cold starts (40 s)",
                "replicas: 2, | replicas: 25, | 15 | fallback.replicas is above maxReplicaCount 24",
                "replicas: 2, | replicas: -1, | 15 | must not be negative",
                "fallback: | pollingInterval: 5 # | 10 | without a fallback",
                "name: hours | name: lag | 26 | trigger name 'lag' stands twice",
                "start: 30 6 * * 1-5 | start: 30 6 * * 1-7 | 29 | its weekday must be 0 to 6",
                "start: 30 6 * * 1-5 | start: 0 20 * * 1-5 | 30 | start and end must differ",
                "timezone: Europe/Berlin | timezone: Berlin | 28 | must be a time zone",
                "desiredReplicas: \"2\" | desiredReplicas: \"0\" | 31 | desiredReplicas must be at least 1",
                "desiredReplicas: \"2\" | desiredReplicas: \"40\" | 31 | desiredReplicas 40 is above maxReplicaCount 24",
                "scalerAddress: forebay-scaler:9090 | scalerAddress: forebay-scaler | 35 | scalerAddress must be host:port",
                "type: cron | type: crom | 25 | trigger type 'crom' is not known",
                "type: cron | authenticationRef: { name: nobody }\\n      type: cron | 25 | there is no TriggerAuthentication 'nobody'",
                "scaleTargetRef: { name: worker } | scaleTargetRef: { name: gone } | 11 | there is no Deployment/gone here",
                "GracePeriodSeconds: 60 | GracePeriodSeconds: 40 | 45 | terminationGracePeriodSeconds 40 must be above",
                "drain-timeout: 40s | drain-timeout: 20s | 9 | shorter than the run-timeout of 30 s",
                "run-timeout: 30s | run-timeout: 10s | 9 | model notes has a run-timeout of 30 s",
                "jobs-per-second: \"100\" | jobs-per-minute: \"100\" | 5 | annotate what was measured",
                "model: notes | model: other | 36 | there is no model 'other'",
                "model: notes | module: notes | 36 | the scaler does not know module",
                "model: notes | lane: slow | 36 | lane must be one of [all, bulk, interactive]",
                "model: notes | mode: on | 36 | mode must be one of [active, shadow]",
                "model: notes | serviceSeconds: \"0\" | 36 | serviceSeconds must be a number above 0",
                "model: notes | coldStartSeconds: \"180\" | 36 | coldStartSeconds is 180, and forebay.io/cold-start says 20 s",
                "model: notes | maxReplicas: \"25\" | 36 | maxReplicas 25 is above maxReplicaCount 24"
            })
    void oneWrongThingIsSaidWithItsLine(String from, String to, String line, String message) {
        assertThat(findings(Scaled.RIGHT.replace(from, to.replace("\\n", "\n"))))
                .anySatisfy(one ->
                        assertThat(one).startsWith("test.yaml:" + line + ":").contains(message));
    }

    @ParameterizedTest
    @CsvSource({
        "limitToPartitionsWithLag, allowIdleConsumers",
        "limitToPartitionsWithLag, ensureEvenDistributionOfPartitions"
    })
    void whatKedaRefusesTogether(String one, String other) {
        String yaml =
                Scaled.RIGHT.replace(
                        "offsetResetPolicy: earliest",
                        "%s: \"true\"\n        %s: \"true\"".formatted(one, other));

        assertThat(findings(yaml))
                .anySatisfy(said -> assertThat(said).contains("exclude each other"));
    }

    @Test
    void twoMustNotScaleTheSame() {
        String second =
                """
                ---
                apiVersion: autoscaling/v2
                kind: HorizontalPodAutoscaler
                metadata: { name: other }
                spec:
                  scaleTargetRef: { kind: Deployment, name: worker }
                """;

        assertThat(findings(Scaled.RIGHT + second))
                .singleElement()
                .asString()
                .startsWith("test.yaml:11:")
                .contains("HorizontalPodAutoscaler/other scales Deployment/worker too");
    }

    @Test
    void aFixedNumberOfReplicasFightsTheScaler() {
        String yaml = Scaled.RIGHT.replace("  template:", "  replicas: 3\n  template:");

        assertThat(findings(yaml)).singleElement().asString().contains("every apply undoes");
    }

    @Test
    void cpuNeedsARequestAndCannotWakeFromZero() {
        String yaml =
                Scaled.RIGHT.replaceFirst(
                        "(?s)triggers:.*?---",
                        "triggers:\n    - { type: cpu, metricType: Utilization, metadata: { value: \"70\" } }\n---");

        assertThat(findings(yaml))
                .anySatisfy(said -> assertThat(said).contains("cannot wake from 0"))
                .anySatisfy(said -> assertThat(said).contains("requested cpu, which is not set"))
                .anySatisfy(
                        said -> assertThat(said).contains("a fallback needs a trigger other than"));
    }

    @Test
    void everyTriggerOfALanesTopicIsReadByItsGroup() {
        assertThat(Stream.of("forebay.jobs", "forebay.completions"))
                .allSatisfy(topic ->
                        assertThat(ConsumerGroups.readersOf(topic))
                                .containsExactly("forebay.dispatcher"));
        assertThat(ConsumerGroups.readersOf("forebay.job-states"))
                .containsExactly("forebay.projection");
        assertThat(ConsumerGroups.readersOf("forebay.work.a.b.bulk"))
                .containsExactly("forebay.worker.a.b.bulk");
    }
}
