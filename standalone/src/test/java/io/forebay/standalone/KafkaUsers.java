package io.forebay.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.forebay.standalone.RecordingAuthorizer.Asked;
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
import org.apache.kafka.common.resource.Resource;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Strimzi's KafkaUser resources as what they make of a broker.
 *
 * @param grants every operation of every rule of every user
 */
record KafkaUsers(List<Grant> grants) {

    /** Who may do these may look, too: as Kafka has it. */
    private static final Set<AclOperation> IMPLY_DESCRIBE =
            Set.of(AclOperation.READ, AclOperation.WRITE, AclOperation.DELETE, AclOperation.ALTER);

    /**
     * One thing that one user may do.
     *
     * @param user without {@code User:}
     */
    record Grant(String user, AclOperation operation, ResourcePattern resource) {

        AclBinding binding() {
            return new AclBinding(
                    resource,
                    new AccessControlEntry(
                            "User:" + user, "*", operation, AclPermissionType.ALLOW));
        }

        /** Whether it is a reason to allow that. */
        boolean covers(Asked asked) {
            return user.equals(asked.user())
                    && resource.resourceType() == asked.type()
                    && covers(asked.name())
                    && covers(asked.operation());
        }

        private boolean covers(String name) {
            return resource.patternType() == PatternType.PREFIXED
                    ? name.startsWith(resource.name())
                    : name.equals(resource.name())
                            || resource.name().equals(ResourcePattern.WILDCARD_RESOURCE);
        }

        private boolean covers(AclOperation wanted) {
            return operation == wanted
                    || operation == AclOperation.ALL
                    || (wanted == AclOperation.DESCRIBE && IMPLY_DESCRIBE.contains(operation))
                    || (wanted == AclOperation.DESCRIBE_CONFIGS
                            && operation == AclOperation.ALTER_CONFIGS);
        }

        @Override
        public String toString() {
            return "%s: %s on %s %s (%s)"
                    .formatted(
                            user,
                            operation,
                            resource.resourceType(),
                            resource.name(),
                            resource.patternType());
        }
    }

    static KafkaUsers read(Path file) throws IOException {
        List<Grant> grants = new ArrayList<>();
        for (JsonNode user : documents(file)) {
            String name = user.path("metadata").path("name").asText();
            for (JsonNode acl : user.path("spec").path("authorization").path("acls")) {
                ResourcePattern resource = resource(acl.path("resource"));
                for (JsonNode operation : acl.path("operations")) {
                    grants.add(new Grant(name, operation(operation.asText()), resource));
                }
            }
        }
        return new KafkaUsers(List.copyOf(grants));
    }

    /** Every document of a file of resources. */
    static JsonNode documents(Path file) throws IOException {
        List<Object> documents = new ArrayList<>();
        try (Reader yaml = Files.newBufferedReader(file)) {
            new Yaml(new SafeConstructor(new LoaderOptions()))
                    .loadAll(yaml)
                    .forEach(documents::add);
        }
        return new ObjectMapper().valueToTree(documents);
    }

    /** Their names, each once. */
    List<String> names() {
        return grants.stream().map(Grant::user).distinct().toList();
    }

    /** Every reason to allow that. */
    List<Grant> reasons(Asked asked) {
        return grants.stream().filter(grant -> grant.covers(asked)).toList();
    }

    private static ResourcePattern resource(JsonNode resource) {
        String type = resource.path("type").asText();
        return switch (type) {
            case "cluster" ->
                    new ResourcePattern(
                            ResourceType.CLUSTER, Resource.CLUSTER_NAME, PatternType.LITERAL);
            case "topic", "group", "transactionalId" ->
                    new ResourcePattern(
                            ResourceType.fromString(upper(type)),
                            resource.path("name").asText(),
                            resource.path("patternType").asText().equals("prefix")
                                    ? PatternType.PREFIXED
                                    : PatternType.LITERAL);
            default -> throw new IllegalArgumentException("a resource of type " + type);
        };
    }

    private static AclOperation operation(String name) {
        return AclOperation.fromString(upper(name));
    }

    /** {@code DescribeConfigs} as {@code DESCRIBE_CONFIGS}. */
    private static String upper(String name) {
        return name.replaceAll("([a-z])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
    }
}
