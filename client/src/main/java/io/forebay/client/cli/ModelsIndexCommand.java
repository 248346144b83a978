package io.forebay.client.cli;

import io.forebay.client.model.ModelFilesException;
import io.forebay.client.model.RepositoryIndex;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code forebay models index}. */
@Command(
        name = "index",
        mixinStandardHelpOptions = true,
        description =
                "Writes index.json of a repository, with the SHA-256 of every file: what workers need"
                        + " that read it behind a URL or from a bucket. Asks no server.")
final class ModelsIndexCommand implements Callable<Integer> {

    private final World world;

    @Parameters(paramLabel = "DIR", description = "With <name>/<version>/model.onnx below it.")
    private Path repository = Path.of("");

    ModelsIndexCommand(World world) {
        this.world = world;
    }

    @Override
    public Integer call() {
        try {
            RepositoryIndex index = RepositoryIndex.of(repository);
            Path file = index.write();
            world.out()
                    .printf("%s: %d versions, %d files%n", file, index.versions(), index.files());
            world.out().flush();
            return ExitCodes.OK;
        } catch (ModelFilesException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }
}
