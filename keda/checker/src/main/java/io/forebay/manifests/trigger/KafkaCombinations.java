package io.forebay.manifests.trigger;

import io.forebay.manifests.document.Field;
import io.forebay.manifests.finding.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What must not stand together in a Kafka trigger. */
final class KafkaCombinations {

    private static final String RULE = "trigger-metadata";

    private KafkaCombinations() {}

    static Stream<Finding> findings(Field trigger) {
        Field metadata = trigger.get("metadata");
        List<Finding> found = new ArrayList<>();
        Field onlyLagging = metadata.get("limitToPartitionsWithLag");
        Field even = metadata.get("ensureEvenDistributionOfPartitions");
        boolean topic =
                metadata.get("topic").isPresent() || metadata.get("topicFromEnv").isPresent();
        if (isTrue(onlyLagging) && isTrue(metadata.get("allowIdleConsumers"))) {
            found.add(
                    Finding.at(
                            onlyLagging,
                            RULE,
                            "limitToPartitionsWithLag and allowIdleConsumers exclude each other"));
        }
        if (isTrue(onlyLagging) && isTrue(even)) {
            found.add(
                    Finding.at(
                            onlyLagging,
                            RULE,
                            "limitToPartitionsWithLag and ensureEvenDistributionOfPartitions exclude each other"));
        }
        if (!topic) {
            found.add(
                    Finding.at(
                            metadata,
                            RULE,
                            "name the topic: without it KEDA adds up every topic of the group, and refuses"
                                    + " limitToPartitionsWithLag and ensureEvenDistributionOfPartitions"));
        }
        partitions(metadata.get("partitionLimitation"), found);
        security(trigger, found);
        return found.stream();
    }

    private static void partitions(Field limitation, List<Finding> found) {
        if (limitation.isPresent()
                && !limitation.text().matches("\\s*\\d+(-\\d+)?\\s*(,\\s*\\d+(-\\d+)?\\s*)*")) {
            found.add(
                    Finding.at(
                            limitation, RULE, "must be partitions and ranges such as 1,2,10-20"));
        }
    }

    /** User and password come from a TriggerAuthentication only. */
    private static void security(Field trigger, List<Finding> found) {
        Field metadata = trigger.get("metadata");
        String sasl = metadata.get("sasl").text();
        boolean credentials = trigger.get("authenticationRef").isPresent();
        if (!sasl.isEmpty() && !sasl.equals("none") && !credentials) {
            found.add(
                    Finding.at(
                            metadata.get("sasl"),
                            RULE,
                            "sasl needs an authenticationRef to a TriggerAuthentication with username and password"));
        }
        if (metadata.get("saslTokenProvider").text().equals("aws_msk_iam")) {
            if (!metadata.get("awsRegion").isPresent()) {
                found.add(
                        Finding.at(
                                metadata, RULE, "saslTokenProvider aws_msk_iam needs awsRegion"));
            }
            if (!metadata.get("tls").text().equals("enable") && !credentials) {
                found.add(
                        Finding.at(
                                metadata, RULE, "saslTokenProvider aws_msk_iam needs tls: enable"));
            }
        }
    }

    private static boolean isTrue(Field field) {
        return ValueType.Truth.isTrue(field.text());
    }
}
