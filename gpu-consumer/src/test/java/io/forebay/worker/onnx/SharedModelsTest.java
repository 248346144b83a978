package io.forebay.worker.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.tensor.Tensor;
import io.forebay.schemas.wire.InferenceOutput;
import io.forebay.worker.SharedFolder;
import io.forebay.worker.model.Prepared;
import io.forebay.worker.model.RunOutcome;
import io.forebay.worker.model.RunOutcome.Answer;
import io.forebay.worker.model.RunOutcome.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharedModelsTest {

    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    @TempDir Path temporary;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "squeezenet-fp16",
                "yolox-nano",
                "magika-v3_3",
                "silero-vad",
                "mnist-cnn",
                "wine-xgboost"
            })
    void givesTheOutputsOfEveryCase(String name) throws IOException {
        try (OnnxEngine engine = TestModels.shared(temporary, name)) {
            for (SharedCase each : cases(name)) {
                each.requireAnswer(answers(engine, List.of(each)).getFirst());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"magika-v3_3", "silero-vad", "mnist-cnn", "wine-xgboost"})
    void givesTheSameWhenCasesShareARun(String name) throws IOException {
        try (OnnxEngine engine = TestModels.shared(temporary, name)) {
            List<SharedCase> cases = cases(name);
            Object bucket = bucket(engine, cases.getFirst());
            List<SharedCase> joined =
                    cases.stream().filter(each -> bucket.equals(bucket(engine, each))).toList();
            assertThat(joined).hasSizeGreaterThan(1);
            List<InferenceOutput> answers = answers(engine, joined);
            for (int i = 0; i < joined.size(); i++) {
                joined.get(i).requireAnswer(answers.get(i));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"magika-v3_3", "silero-vad", "mnist-cnn", "wine-xgboost"})
    void runsAfterWarmingUpAtEverySize(String name) throws IOException {
        try (OnnxEngine engine = TestModels.shared(temporary, name)) {
            engine.warmUp(engine.maxRows());
            SharedCase first = cases(name).getFirst();
            first.requireAnswer(answers(engine, List.of(first)).getFirst());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"squeezenet-fp16", "yolox-nano"})
    void runsModelsOfAFixedBatchOneByOne(String name) throws IOException {
        try (OnnxEngine engine = TestModels.shared(temporary, name)) {
            List<SharedCase> cases = cases(name);
            assertThat(engine.maxRows()).isEqualTo(1);
            assertThat(bucket(engine, cases.get(0))).isNotEqualTo(bucket(engine, cases.get(0)));
        }
    }

    static List<SharedCase> cases(String name) throws IOException {
        List<SharedCase> cases = new ArrayList<>();
        try (Stream<Path> folders =
                Files.list(SharedFolder.need("models/" + name + "/cases")).sorted()) {
            folders.forEach(folder -> cases.add(SharedCase.read(folder)));
        }
        return cases;
    }

    private static Object bucket(OnnxEngine engine, SharedCase each) {
        return engine.prepare(each.request()).bucket();
    }

    private static List<InferenceOutput> answers(OnnxEngine engine, List<SharedCase> cases) {
        List<Prepared> prepared =
                cases.stream().map(each -> engine.prepare(each.request())).toList();
        for (int i = 0; i < cases.size(); i++) {
            List<Tensor> inputs = cases.get(i).inputs();
            if (engine.maxRows() > 1) {
                assertThat((long) prepared.get(i).rows())
                        .isEqualTo(inputs.getFirst().shape().dimensions().getFirst());
            }
        }
        RunOutcome outcome = engine.run(prepared, TIMEOUT);
        assertThat(outcome).isInstanceOf(Ran.class);
        return ((Ran) outcome)
                .answers().stream().map(answer -> ((Answer.Output) answer).output()).toList();
    }
}
