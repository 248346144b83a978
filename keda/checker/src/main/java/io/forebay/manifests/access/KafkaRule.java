package io.forebay.manifests.access;

import io.forebay.schemas.topic.Topic;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a user may do with one resource, or with all whose names begin alike.
 *
 * @param type as Strimzi has it: {@code topic}, {@code group} or {@code transactionalId}
 * @param why what a reader would wonder at; empty = nothing
 */
record KafkaRule(String type, String name, boolean prefix, List<Operation> operations, String why) {

    /**
     * Kafka's operations, as far as a service needs them. Read, Write and Delete imply Describe.
     */
    enum Operation {
        READ("Read"),
        WRITE("Write"),
        DELETE("Delete"),
        CREATE("Create"),
        DESCRIBE("Describe"),
        DESCRIBE_CONFIGS("DescribeConfigs"),
        ALTER_CONFIGS("AlterConfigs");

        private final String text;

        Operation(String text) {
            this.text = text;
        }
    }

    KafkaRule {
        operations = List.copyOf(operations);
    }

    static KafkaRule topic(Topic<?, ?> topic, Operation... operations) {
        return rule("topic", topic.name(), false, operations);
    }

    static KafkaRule topics(String prefix, Operation... operations) {
        return rule("topic", prefix, true, operations);
    }

    static KafkaRule group(String name, Operation... operations) {
        return rule("group", name, false, operations);
    }

    static KafkaRule groups(String prefix, Operation... operations) {
        return rule("group", prefix, true, operations);
    }

    static KafkaRule transactions(String prefix, Operation... operations) {
        return rule("transactionalId", prefix, true, operations);
    }

    private static KafkaRule rule(
            String type, String name, boolean prefix, Operation... operations) {
        return new KafkaRule(type, name, prefix, Arrays.asList(operations), "");
    }

    KafkaRule because(String reason) {
        return new KafkaRule(type, name, prefix, operations, reason);
    }

    /** A member of a KafkaUser's {@code acls}. */
    String yaml() {
        return "%s      - { resource: { type: %s, name: %s, patternType: %s }, operations: [%s] }\n"
                .formatted(
                        why.isEmpty() ? "" : "      # " + why + "\n",
                        type,
                        name,
                        prefix ? "prefix" : "literal",
                        operations.stream()
                                .map(operation -> operation.text)
                                .collect(Collectors.joining(", ")));
    }
}
