package io.forebay.ingest.batch;

import static io.forebay.fuzz.Property.holds;
import static io.forebay.fuzz.Property.same;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.forebay.fuzz.FuzzedModels;
import io.forebay.ingest.protocol.ReferredBody;
import io.forebay.ingest.webhook.CallbackRules;
import io.forebay.objects.ObjectStorage;
import io.forebay.objects.ObjectsConfig;
import io.forebay.schemas.model.Model;
import io.forebay.schemas.model.Models;
import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.tensor.Tensor;
import io.forebay.schemas.webhook.TargetConfig;
import io.forebay.schemas.webhook.TargetPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;

/** One line of a batch: a job, a problem of its own, or nothing; never the end of the upload. */
final class LineParserFuzz {

    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
    private static final int LIMIT = 64 * 1024;
    private static final LineParser PARSER =
            new LineParser(
                    new Known(),
                    new CallbackRules(Optional.of(new TargetPolicy(TargetConfig.DEFAULT))),
                    new ReferredBody(ObjectStorage.open(ObjectsConfig.DEFAULT), LIMIT),
                    LIMIT);

    @FuzzTest
    void line(byte[] line) {
        switch (PARSER.parse("acme", line, NOW, NOW.plus(Duration.ofHours(24)))) {
            case ParsedLine.Blank() -> holds(isBlank(line), "something was taken for nothing");
            case ParsedLine.Bad bad -> {
                holds(ProblemCode.parse(bad.why().getCode()).isPresent(), "no problem of ours");
                same(LineParser.customId(line), bad.customId(), "what the client calls it");
            }
            case ParsedLine.Sound sound -> check(line, sound);
        }
    }

    private static void check(byte[] line, ParsedLine.Sound sound) {
        holds(!sound.customId().isEmpty(), "a job without a name");
        same(LineParser.customId(line), sound.customId(), "what the client calls it");
        var timeouts = sound.request().options().timeouts();
        Instant deadline = Objects.requireNonNull(timeouts.deadline());
        holds(!deadline.isAfter(NOW.plus(Duration.ofHours(24))), "ends too late");
        holds(Objects.requireNonNull(timeouts.queue()).toMillis() > 0, "may not wait at all");
        sound.request()
                .input()
                .getTensorsList()
                .forEach(
                        tensor -> same(Tensor.of(tensor).toWire(), tensor, "a tensor that agrees"));
    }

    private static boolean isBlank(byte[] line) {
        return new String(line, java.nio.charset.StandardCharsets.ISO_8859_1).isBlank();
    }

    private static final class Known implements Models {

        @Override
        public Optional<Model> find(String name) {
            return FuzzedModels.ALL.stream().filter(model -> model.name().equals(name)).findFirst();
        }

        @Override
        public Optional<Model> find(String name, String version) {
            return find(name).filter(model -> model.version().equals(version));
        }

        @Override
        public Collection<Model> all() {
            return FuzzedModels.ALL;
        }
    }
}
