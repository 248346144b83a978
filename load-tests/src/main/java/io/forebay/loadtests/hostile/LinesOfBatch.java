package io.forebay.loadtests.hostile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.forebay.loadtests.model.BenchModels;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A batch whose lines have these ids: each line is told of under its number, with its id unchanged
 * or with what is wrong with it.
 */
record LinesOfBatch(String family, String name, List<String> ids) implements HostileCase {

    LinesOfBatch {
        ids = List.copyOf(ids);
    }

    @Override
    public Played play(Assailant assailant) throws IOException, InterruptedException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < ids.size(); i++) {
            text.append("{\"custom_id\":").append(new TextNode(ids.get(i)));
            text.append(",\"model\":\"").append(BenchModels.NOOP).append("\",");
            text.append(Prey.inputs(i)).append("}\n");
        }
        return new Played("", fault(BatchTalk.run(assailant, text)));
    }

    private Optional<String> fault(BatchTalk.Ended ended) {
        Map<Integer, JsonNode> lines = new HashMap<>();
        ended.lines().forEach(line -> lines.put(line.path("line").asInt(), line));
        for (int i = 0; i < ids.size(); i++) {
            JsonNode line = lines.get(i + 1);
            if (line == null) {
                return Optional.of("line %d was not told of: %s".formatted(i + 1, ended.created()));
            }
            boolean isDone = line.path("job").path("state").asText().equals("succeeded");
            if (isDone && !line.path("custom_id").asText().equals(ids.get(i))) {
                return Optional.of("line %d is told of as %s".formatted(i + 1, line));
            }
        }
        return Optional.empty();
    }
}
