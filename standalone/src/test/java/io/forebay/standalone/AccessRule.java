package io.forebay.standalone;

import static java.util.stream.StreamSupport.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** One operation that a KafkaUser of Strimzi may do. */
record AccessRule(String principal, ResourcePattern pattern, AclOperation operation) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<AclOperation> IMPLY_DESCRIBE =
            Set.of(AclOperation.READ, AclOperation.WRITE, AclOperation.DELETE, AclOperation.ALTER);

    /** Of all users in a file of KafkaUser resources. */
    static List<AccessRule> read(Path users) throws IOException {
        List<AccessRule> rules = new ArrayList<>();
        Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
        try (Reader reader = Files.newBufferedReader(users)) {
            for (Object document : yaml.loadAll(reader)) {
                JsonNode user = JSON.valueToTree(document);
                String principal = user.at("/metadata/name").asText();
                for (JsonNode acl : user.at("/spec/authorization/acls")) {
                    ResourcePattern pattern = pattern(acl.path("resource"));
                    stream(acl.path("operations").spliterator(), false)
                            .map(operation -> new AccessRule(principal, pattern, named(operation)))
                            .forEach(rules::add);
                }
            }
        }
        return rules;
    }

    AclBinding binding() {
        return new AclBinding(
                pattern,
                new AccessControlEntry(
                        "User:" + principal, "*", operation, AclPermissionType.ALLOW));
    }

    /** Whether the broker allows it because of this rule. */
    boolean allows(RecordingAuthorizer.Access access) {
        boolean operates =
                operation == access.operation()
                        || operation == AclOperation.ALL
                        || (access.operation() == AclOperation.DESCRIBE
                                && IMPLY_DESCRIBE.contains(operation))
                        || (access.operation() == AclOperation.DESCRIBE_CONFIGS
                                && operation == AclOperation.ALTER_CONFIGS);
        return operates
                && principal.equals(access.principal())
                && pattern.resourceType() == access.type()
                && (pattern.patternType() == PatternType.PREFIXED
                        ? access.name().startsWith(pattern.name())
                        : access.name().equals(pattern.name()));
    }

    private static ResourcePattern pattern(JsonNode resource) {
        return switch (resource.path("type").asText()) {
            case "cluster" ->
                    new ResourcePattern(ResourceType.CLUSTER, "kafka-cluster", PatternType.LITERAL);
            case "topic" -> named(ResourceType.TOPIC, resource);
            case "group" -> named(ResourceType.GROUP, resource);
            case "transactionalId" -> named(ResourceType.TRANSACTIONAL_ID, resource);
            default -> throw new IllegalArgumentException("no resource of Kafka: " + resource);
        };
    }

    private static ResourcePattern named(ResourceType type, JsonNode resource) {
        boolean prefix = resource.path("patternType").asText().equals("prefix");
        return new ResourcePattern(
                type,
                resource.path("name").asText(),
                prefix ? PatternType.PREFIXED : PatternType.LITERAL);
    }

    /** {@code DescribeConfigs} is {@code DESCRIBE_CONFIGS}. */
    private static AclOperation named(JsonNode operation) {
        return AclOperation.valueOf(
                operation.asText().replaceAll("(?<=.)([A-Z])", "_$1").toUpperCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return "%s: %s %s %s%s"
                .formatted(
                        principal,
                        operation,
                        pattern.resourceType(),
                        pattern.name(),
                        pattern.patternType() == PatternType.PREFIXED ? "*" : "");
    }
}
