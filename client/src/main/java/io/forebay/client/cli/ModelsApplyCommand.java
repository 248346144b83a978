package io.forebay.client.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.client.ForebayClient;
import io.forebay.client.model.ModelFilesException;
import io.forebay.client.model.ModelFolder;
import io.forebay.schemas.model.Traffic;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code forebay models apply}. */
@Command(
        name = "apply",
        mixinStandardHelpOptions = true,
        description =
                "Applies a model, or all of a repository, without a restart: jobs for it are taken at"
                        + " once, and the workers load it. The workers need the same files in their"
                        + " own repository. Needs a key with the scope 'operate'.")
final class ModelsApplyCommand implements Callable<Integer> {

    private final World world;

    @Mixin private final ServerOptions server;

    @Parameters(
            paramLabel = "DIR",
            description = "With model.onnx and model.yaml in it, or in <name>/<version> below it.")
    private Path folder = Path.of("");

    @Option(
            names = "--traffic",
            split = ",",
            paramLabel = "VERSION=PERCENT",
            description =
                    "Which versions answer requests that name none, such as 1=90,2=10; the others are"
                            + " applied already. Until a version is applied again. Default: the one"
                            + " that is applied answers all.")
    private SortedMap<String, Integer> percents = new TreeMap<>();

    @Option(
            names = "--shadow",
            paramLabel = "VERSION=PERCENT",
            description =
                    "A version that runs copies of so much of what the others have run, for nobody to"
                            + " see but in the workers' metrics; it is applied already, or now.")
    private Map<String, Integer> shadow = new TreeMap<>();

    ModelsApplyCommand(World world) {
        this.world = world;
        this.server = new ServerOptions(world);
    }

    @Override
    public Integer call() {
        List<ModelFolder> models = models();
        Traffic traffic = traffic(models);
        try (ForebayClient client = server.connect()) {
            for (ModelFolder model : models) {
                JsonNode applied = client.apply(model, traffic);
                server.print(
                        applied,
                        "%s/%s applied  %s"
                                .formatted(
                                        applied.path("name").asText(),
                                        applied.path("version").asText(),
                                        applied.path("digest").asText()));
            }
        }
        world.out().flush();
        return ExitCodes.OK;
    }

    private Traffic traffic(List<ModelFolder> models) {
        if (!(percents.isEmpty() && shadow.isEmpty()) && models.size() > 1) {
            throw new UsageException(
                    "--traffic and --shadow are for one version: %s has %d"
                            .formatted(folder, models.size()));
        }
        if (shadow.size() > 1) {
            throw new UsageException("--shadow: one version at a time, not " + shadow);
        }
        try {
            return new Traffic(
                    percents,
                    shadow.entrySet().stream()
                            .map(one -> new Traffic.Share(one.getKey(), one.getValue()))
                            .findFirst()
                            .orElse(null));
        } catch (IllegalArgumentException e) {
            throw new UsageException("cannot apply with these shares: " + e.getMessage());
        }
    }

    /** All of them are read before any is applied. */
    private List<ModelFolder> models() {
        try {
            return ModelFolder.in(folder);
        } catch (ModelFilesException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }
}
