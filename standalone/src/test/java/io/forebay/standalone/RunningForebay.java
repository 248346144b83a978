package io.forebay.standalone;

import io.forebay.standalone.home.Home;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One standalone Forebay for all tests of the run that ask for one: give a test a parameter of type
 * {@link Standalone} or {@link Api}.
 */
final class RunningForebay implements ParameterResolver, ExecutionCondition {

    static final Path MODELS = Path.of("..", "models");

    private static final ExtensionContext.Namespace STORE =
            ExtensionContext.Namespace.create(RunningForebay.class);

    /** Held by the root of the run, which closes it at the end. */
    private record Held(Standalone standalone) implements AutoCloseable {

        @Override
        public void close() {
            standalone.close();
        }
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return Containers.areSelected() && !Containers.canRun()
                ? ConditionEvaluationResult.disabled(
                        "SKIPPED: containers are selected, and no Docker is here")
                : ConditionEvaluationResult.enabled("what it runs on is there");
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Standalone.class || type == Api.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Standalone standalone =
                context.getRoot()
                        .getStore(STORE)
                        .computeIfAbsent("standalone", key -> new Held(startSelected()), Held.class)
                        .standalone();
        return parameter.getParameter().getType() == Api.class ? api(standalone) : standalone;
    }

    private static Standalone startSelected() {
        return Containers.areSelected()
                ? start(freshHome(), _ -> Containers.start())
                : start(freshHome());
    }

    /** With a broker and a Redis of its own, whose data is in the home. */
    static Standalone start(Path home) {
        return start(home, MODELS);
    }

    static Standalone start(Path home, Path models) {
        return Standalone.start(config(home, models), stages());
    }

    static Standalone start(Path home, Function<Home, Backends> backends) {
        return Standalone.start(config(home, MODELS), stages(), backends);
    }

    private static StandaloneConfig config(Path home, Path models) {
        return StandaloneConfig.of(home, 0, models, System.getenv("PATH"));
    }

    private static Stages stages() {
        return new Stages(new PrintStream(System.out, true, StandardCharsets.UTF_8));
    }

    static Api api(Standalone standalone) {
        return new Api(standalone.uri(), standalone.apiKey());
    }

    static Path freshHome() {
        try {
            Path home = Files.createTempDirectory("forebay-test");
            home.toFile().deleteOnExit();
            return home;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
