package io.forebay.manifests.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.manifests.access.KafkaRule.Operation;
import io.forebay.schemas.topic.Groups;
import io.forebay.schemas.topic.Topic;
import io.forebay.schemas.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class KafkaUsersTest {

    private static final Path SHIPPED = Path.of("../components/kafka-strimzi/users.yaml");

    /** What a test of the dispatcher compares with its topology. */
    private static final Path TOPOLOGY =
            Path.of("../../dispatcher/src/test/resources/topology.txt");

    private static final Pattern SOURCE = Pattern.compile("Source: .*\\(topics: \\[(\\S+)]\\)");
    private static final Pattern SINK = Pattern.compile("Sink: .*\\(topic: (\\S+)\\)");

    @Test
    void whatIsShippedIsWhatTheCodeSays() throws IOException {
        assertThat(Files.readString(SHIPPED))
                .as("run: ./forebay kafka-users > keda/components/kafka-strimzi/users.yaml")
                .isEqualTo(new KafkaUsers(Groups.DISPATCHER).yaml());
    }

    @Test
    void theDispatcherReadsAndWritesWhatItsTopologyDoes() throws IOException {
        // Written to by nudges alone, and where each record says its topic itself.
        Set<String> beside =
                Set.of(Topics.COMPLETIONS.name(), Topics.DELIVERIES.name(), Topic.WORK_PREFIX);
        String dispatchers = Groups.DISPATCHER + "-";

        assertThat(dispatcher(Operation.READ, dispatchers, Topic.WORK_PREFIX))
                .isEqualTo(topology(SOURCE));
        assertThat(dispatcher(Operation.WRITE, dispatchers, beside.toArray(String[]::new)))
                .isEqualTo(topology(SINK));
    }

    @Test
    void anotherApplicationIsAnotherNameInItsRules() {
        assertThat(new KafkaUsers("shop.dispatcher").yaml())
                .doesNotContain("forebay.dispatcher")
                .contains(
                        "type: group, name: shop.dispatcher, patternType: literal",
                        "type: topic, name: shop.dispatcher-, patternType: prefix",
                        "type: transactionalId, name: shop.dispatcher-, patternType: prefix");
    }

    /** The topics that it may do that with, but for these. */
    private static Set<String> dispatcher(Operation operation, String own, String... but) {
        return new KafkaUsers(Groups.DISPATCHER)
                .users().stream()
                        .filter(user -> user.name().equals("forebay-dispatcher"))
                        .flatMap(user -> user.rules().stream())
                        .filter(rule -> rule.type().equals("topic"))
                        .filter(rule -> rule.operations().contains(operation))
                        .map(KafkaRule::name)
                        .filter(name -> !name.equals(own) && !Set.of(but).contains(name))
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> topology(Pattern line) throws IOException {
        Set<String> topics =
                line.matcher(Files.readString(TOPOLOGY))
                        .results()
                        .map(found -> found.group(1))
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(topics).as("what %s finds in %s", line, TOPOLOGY).isNotEmpty();
        return topics;
    }
}
