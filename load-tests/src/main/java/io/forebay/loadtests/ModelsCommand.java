package io.forebay.loadtests;

import io.forebay.loadtests.model.BenchModels;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code forebay bench models}: writes the benchmark's models to a model repository. */
@Command(
        name = "models",
        mixinStandardHelpOptions = true,
        description = "Writes the models noop and conv to a model repository.")
final class ModelsCommand implements Callable<Integer> {

    @Option(names = "--out", required = true, description = "The model repository's folder.")
    private Path out = Path.of("models");

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        BenchModels.write(out).forEach(spec.commandLine().getOut()::println);
        return 0;
    }
}
