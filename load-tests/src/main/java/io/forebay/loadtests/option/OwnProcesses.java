package io.forebay.loadtests.option;

import io.forebay.loadtests.cluster.ClassPaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What commands share that start services of their own: from which jars, and where they write. */
public final class OwnProcesses {

    @Option(
            names = "--class-path",
            defaultValue = "${env:FOREBAY_SERVICES}",
            required = true,
            hidden = true)
    private String classPath = "";

    /** The class path of the services, as Java takes it. */
    public String classPath() {
        return classPath;
    }

    /** The same, of services of one version. */
    public ClassPaths classPaths() {
        return ClassPaths.of(classPath);
    }

    /**
     * The absolute path of the folder that was asked for, or of a new temporary one.
     *
     * @param command that writes into it, for the temporary one's name
     */
    public static Path directory(@Nullable Path asked, String command) throws IOException {
        Path directory = asked == null ? Files.createTempDirectory("forebay-" + command) : asked;
        return directory.toAbsolutePath().normalize();
    }
}
