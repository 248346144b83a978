package io.forebay.manifests.scaling;

import io.forebay.schemas.topic.Groups;
import io.forebay.schemas.topic.Topic;
import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.wire.Lane;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who reads what: topics and groups as the code has them. */
public final class ConsumerGroups {

    /** The lanes that work has. */
    public static final List<Lane> LANES =
            Arrays.stream(Lane.values())
                    .filter(one -> one == Lane.INTERACTIVE || one == Lane.BULK)
                    .toList();

    private static final Map<String, List<Topic<?, ?>>> READ =
            Map.of(
                    Groups.DISPATCHER,
                    List.of(Topics.JOBS, Topics.COMPLETIONS, Topics.BATCHES),
                    Groups.PROJECTION,
                    List.of(Topics.JOB_STATES),
                    Groups.PROJECTION + ".batches",
                    List.of(Topics.BATCH_STATES));

    private ConsumerGroups() {}

    /** The topic of that name; empty when there is none in the code. */
    static Optional<Topic<?, ?>> topic(String name) {
        Optional<Topic<?, ?>> fixed =
                Topics.fixed().stream().filter(one -> one.name().equals(name)).findFirst();
        return fixed.isPresent()
                ? fixed
                : work(name).map(one -> Topics.work(one.model(), one.lane()));
    }

    /** The groups that read a topic. */
    static List<String> readersOf(String topic) {
        return work(topic)
                .map(one -> List.of(Topics.workerGroup(one.model(), one.lane())))
                .orElseGet(() ->
                        READ.entrySet().stream()
                                .filter(one ->
                                        one.getValue().stream()
                                                .anyMatch(t -> t.name().equals(topic)))
                                .map(Map.Entry::getKey)
                                .toList());
    }

    /** The model whose work a topic holds. */
    static Optional<String> modelOf(String topic) {
        return work(topic).map(ModelLane::model);
    }

    private record ModelLane(String model, Lane lane) {}

    private static Optional<ModelLane> work(String topic) {
        int dot = topic.lastIndexOf('.');
        if (!Topics.isWork(topic) || dot <= Topic.WORK_PREFIX.length()) {
            return Optional.empty();
        }
        String model = topic.substring(Topic.WORK_PREFIX.length(), dot);
        return Topics.isModelName(model)
                ? LANES.stream()
                        .filter(one -> Topics.laneName(one).equals(topic.substring(dot + 1)))
                        .findFirst()
                        .map(lane -> new ModelLane(model, lane))
                : Optional.empty();
    }
}
