package io.forebay.manifests.access;

import static io.forebay.manifests.access.KafkaRule.Operation.ALTER_CONFIGS;
import static io.forebay.manifests.access.KafkaRule.Operation.CREATE;
import static io.forebay.manifests.access.KafkaRule.Operation.DELETE;
import static io.forebay.manifests.access.KafkaRule.Operation.DESCRIBE;
import static io.forebay.manifests.access.KafkaRule.Operation.DESCRIBE_CONFIGS;
import static io.forebay.manifests.access.KafkaRule.Operation.READ;
import static io.forebay.manifests.access.KafkaRule.Operation.WRITE;
import static io.forebay.manifests.access.KafkaRule.group;
import static io.forebay.manifests.access.KafkaRule.groups;
import static io.forebay.manifests.access.KafkaRule.topic;
import static io.forebay.manifests.access.KafkaRule.topics;
import static io.forebay.manifests.access.KafkaRule.transactions;

import io.forebay.schemas.topic.Groups;
import io.forebay.schemas.topic.Topic;
import io.forebay.schemas.topic.Topics;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Strimzi's KafkaUser resources: the least for each service, and no operation more. A test of the
 * whole system fails when one is missing, and names one that nothing needs.
 *
 * @param dispatcher the dispatchers' {@code group.application-id}
 */
public record KafkaUsers(String dispatcher) {

    private static final String HEADER =
            """
            # Written by ./forebay kafka-users from the names in the code; a test fails when they differ.
            # The least for each service, and no operation more: SecuredIT fails when one is missing, and names one that nothing needs.
            # Read and Write imply Describe. The topic operator makes the topics of topics.yaml; what the services make themselves is
            # their own (changelogs, the scaler's history) and the work of models that are applied later.
            """;

    /**
     * One principal.
     *
     * @param name also its user's in Kafka
     */
    record User(String name, List<KafkaRule> rules) {

        User {
            rules = List.copyOf(rules);
        }

        private String yaml() {
            return """
            apiVersion: kafka.strimzi.io/v1
            kind: KafkaUser
            metadata:
              name: %s
              labels:
                strimzi.io/cluster: forebay
            spec:
              authentication: { type: tls }
              authorization:
                type: simple
                acls:
            %s\
            """
                    .formatted(
                            name,
                            rules.stream().map(KafkaRule::yaml).collect(Collectors.joining()));
        }
    }

    /** All of them, as resources. */
    public String yaml() {
        return users().stream().map(User::yaml).collect(Collectors.joining("---\n", HEADER, ""));
    }

    List<User> users() {
        return List.of(
                new User("forebay-ingest", ingest()),
                new User("forebay-dispatcher", dispatchers()),
                new User("forebay-results", results()),
                new User("forebay-worker", worker()),
                new User("forebay-scaler", scaler()),
                new User("forebay-keda", keda()));
    }

    private List<KafkaRule> ingest() {
        return List.of(
                topics(Topic.PREFIX, DESCRIBE, DESCRIBE_CONFIGS),
                topics(Topic.WORK_PREFIX, CREATE),
                topic(Topics.JOBS, WRITE),
                topic(Topics.BATCHES, WRITE),
                topic(Topics.DELIVERIES, WRITE),
                topic(Topics.MODELS, READ, WRITE),
                topic(Topics.WEBHOOK_ENDPOINTS, READ, WRITE),
                topic(Topics.API_KEYS, READ, WRITE),
                topic(Topics.DEAD_LETTERS, READ),
                topic(Topics.DISCARDS, READ),
                group(Groups.DISCARDS, READ),
                groups(Groups.WORKER_PREFIX, DESCRIBE),
                group(dispatcher, DESCRIBE));
    }

    private List<KafkaRule> dispatchers() {
        return List.of(
                topics(Topic.PREFIX, DESCRIBE, DESCRIBE_CONFIGS),
                topic(Topics.JOBS, READ, WRITE, DELETE)
                        .because(
                                "Delete: what has passed is purged. Write also where others write: a nudge ends the file that a quiet partition was written to."),
                topic(Topics.COMPLETIONS, READ, WRITE, DELETE),
                topic(Topics.BATCHES, READ, WRITE),
                topics(Topic.WORK_PREFIX, READ, WRITE, DELETE),
                topic(Topics.DELIVERIES, WRITE),
                topic(Topics.JOB_STATES, WRITE),
                topic(Topics.BATCH_STATES, WRITE),
                topic(Topics.DEAD_LETTERS, WRITE),
                topic(Topics.WITHDRAWALS, WRITE),
                topic(Topics.DISCARDS, WRITE),
                // Kafka Streams begins the names of changelogs and transactions so.
                topics(dispatcher + "-", READ, WRITE, CREATE),
                group(dispatcher, READ),
                groups(Groups.WORKER_PREFIX, READ),
                transactions(dispatcher + "-", WRITE));
    }

    private static List<KafkaRule> results() {
        return List.of(
                topic(Topics.JOB_STATES, READ, DESCRIBE_CONFIGS),
                topic(Topics.BATCH_STATES, READ, DESCRIBE_CONFIGS),
                topic(Topics.WEBHOOK_ENDPOINTS, READ, WRITE, DESCRIBE_CONFIGS),
                topic(Topics.DELIVERIES, READ, WRITE, DESCRIBE_CONFIGS),
                topic(Topics.DELIVERY_LOG, READ, WRITE, DESCRIBE_CONFIGS),
                groups(Groups.PROJECTION, READ),
                group(Groups.WEBHOOKS, READ));
    }

    private static List<KafkaRule> worker() {
        return List.of(
                topics(Topic.WORK_PREFIX, READ, DESCRIBE_CONFIGS, CREATE),
                topic(Topics.COMPLETIONS, WRITE, DESCRIBE_CONFIGS),
                topic(Topics.MODELS, READ, WRITE, DESCRIBE_CONFIGS),
                topic(Topics.WITHDRAWALS, READ, DESCRIBE_CONFIGS),
                groups(Groups.WORKER_PREFIX, READ, ALTER_CONFIGS)
                        .because(
                                "AlterConfigs: of models whose workers are share groups (consumption: { group: share })."));
    }

    private static List<KafkaRule> scaler() {
        return List.of(
                topics(Topic.WORK_PREFIX, DESCRIBE),
                topic(Topics.SCALER_HISTORY, READ, WRITE, DESCRIBE_CONFIGS, CREATE),
                groups(Groups.WORKER_PREFIX, DESCRIBE));
    }

    /** It looks at lags, of its own accord. */
    private List<KafkaRule> keda() {
        return List.of(
                topics(Topic.WORK_PREFIX, DESCRIBE),
                topic(Topics.JOBS, DESCRIBE),
                topic(Topics.COMPLETIONS, DESCRIBE),
                topic(Topics.JOB_STATES, DESCRIBE),
                groups(Groups.WORKER_PREFIX, DESCRIBE),
                group(dispatcher, DESCRIBE),
                group(Groups.PROJECTION, DESCRIBE));
    }
}
