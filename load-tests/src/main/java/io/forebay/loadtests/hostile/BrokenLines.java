package io.forebay.loadtests.hostile;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.loadtests.model.BenchModels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Broken lines between two good ones: the good ones succeed, and every other one that is told of
 * says why it failed, under its number.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record BrokenLines(String family, String name, byte[] broken) implements HostileCase {

    private static final String FIRST = "first";
    private static final String LAST = "last";

    @Override
    public Played play(Assailant assailant) throws IOException, InterruptedException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(good(FIRST, 1));
        body.writeBytes(broken);
        body.write('\n');
        body.writeBytes(good(LAST, 2));
        BatchTalk.Ended ended =
                BatchTalk.run(
                        assailant,
                        HttpBytes.post("/v1/batches", "application/x-ndjson", body.toByteArray()));
        return new Played("", fault(ended));
    }

    private static Optional<String> fault(BatchTalk.Ended ended) {
        int done = 0;
        for (JsonNode line : ended.lines()) {
            JsonNode job = line.path("job");
            boolean isGood =
                    line.path("custom_id").asText().equals(FIRST)
                            || line.path("custom_id").asText().equals(LAST);
            if (isGood && job.path("state").asText().equals("succeeded")) {
                done++;
            } else if (line.path("line").asInt() < 1 || !job.path("error").hasNonNull("code")) {
                return Optional.of("a broken line is told of as " + line);
            }
        }
        return done == 2
                ? Optional.empty()
                : Optional.of("two good lines expected, but %d of %s".formatted(done, ended));
    }

    private static byte[] good(String id, int seed) {
        return "{\"custom_id\":\"%s\",\"model\":\"%s\",%s}\n"
                .formatted(id, BenchModels.NOOP, Prey.inputs(seed))
                .getBytes(StandardCharsets.UTF_8);
    }
}
