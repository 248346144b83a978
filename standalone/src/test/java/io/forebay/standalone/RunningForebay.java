package io.forebay.standalone;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One standalone Forebay for all tests of the run that ask for one: give a test a parameter of type
 * {@link Standalone} or {@link Api}.
 */
final class RunningForebay implements ParameterResolver {

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
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Standalone.class || type == Api.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Standalone standalone =
                context.getRoot()
                        .getStore(STORE)
                        .computeIfAbsent(
                                "standalone", key -> new Held(start(freshHome())), Held.class)
                        .standalone();
        return parameter.getParameter().getType() == Api.class ? api(standalone) : standalone;
    }

    static Standalone start(Path home) {
        return Standalone.start(
                StandaloneConfig.of(home, 0, MODELS, System.getenv("PATH")),
                new Stages(new PrintStream(System.out, true, StandardCharsets.UTF_8)));
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
