package io.forebay.testing.junit;

import io.forebay.client.ForebayClient;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A whole Forebay for the tests of a run, in their process: its own broker, its own Redis, and a
 * worker with the models of a repository. It starts with the first test that needs it, serves all
 * test classes that name the same repository, and ends with the run.
 *
 * <pre>{@code
 * @ExtendWith(ForebayExtension.class)
 * class DetectsIT {
 *     @Test
 *     void findsTheDigits(ForebayClient forebay) { ... }
 * }
 * }</pre>
 *
 * <p>The models are those in {@code models}, or where the configuration parameter {@value #MODELS}
 * says, in {@code junit-platform.properties} for example. A test class with another repository
 * registers one of its own: {@code @RegisterExtension static final ForebayExtension FOREBAY =
 * ForebayExtension.withModels(path)}.
 *
 * <p>A test's parameter is a {@link ForebayClient} or a {@link RunningForebay}.
 */
public final class ForebayExtension implements BeforeAllCallback, ParameterResolver {

    /** The configuration parameter that says where the model repository is. */
    public static final String MODELS = "forebay.models";

    private static final ExtensionContext.Namespace RUN =
            ExtensionContext.Namespace.create(ForebayExtension.class);

    private final @Nullable Path models;

    /** With the models of the run. */
    public ForebayExtension() {
        this(null);
    }

    private ForebayExtension(@Nullable Path models) {
        this.models = models;
    }

    /**
     * @param repository {@code <name>/<version>/model.onnx}, each with its {@code model.yaml}
     */
    public static ForebayExtension withModels(Path repository) {
        return new ForebayExtension(repository);
    }

    /** Starts it, so that the first test is not the one that waits. */
    @Override
    public void beforeAll(ExtensionContext context) {
        running(context);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == ForebayClient.class || type == RunningForebay.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        RunningForebay running = running(context);
        return parameter.getParameter().getType() == ForebayClient.class
                ? running.client()
                : running;
    }

    private RunningForebay running(ExtensionContext context) {
        Path repository =
                (models == null ? ofTheRun(context) : models).toAbsolutePath().normalize();
        return context.getRoot()
                .getStore(RUN)
                .computeIfAbsent(repository, RunningForebay::start, RunningForebay.class);
    }

    private static Path ofTheRun(ExtensionContext context) {
        return Path.of(context.getConfigurationParameter(MODELS).orElse("models"));
    }
}
