package io.forebay.release;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.asciidoctor.Asciidoctor;
import org.asciidoctor.Attributes;
import org.asciidoctor.Options;
import org.asciidoctor.SafeMode;
import picocli.CommandLine;
import picocli.codegen.docgen.manpage.ManPageGenerator;

/**
 * A manual page of each command, from what {@code --help} is made of.
 *
 * @param version of what the pages are about
 */
record ManualPages(String version) {

    /** Writes them into the folder, and nothing else. */
    void write(CommandLine command, Path folder) throws IOException {
        Files.createDirectories(folder);
        Path sources = Files.createTempDirectory("forebay-manual");
        describe(command, sources);
        Attributes attributes =
                Attributes.builder()
                        .attribute("reproducible", "") // no dates
                        .attribute("manmanual", "Forebay")
                        .attribute("mansource", "Forebay " + version)
                        .build();
        Options options =
                Options.builder()
                        .backend("manpage")
                        .docType("manpage")
                        .safe(SafeMode.UNSAFE)
                        .toDir(folder.toFile())
                        .baseDir(sources.toFile())
                        .mkDirs(true)
                        .attributes(attributes)
                        .build();
        try (Asciidoctor asciidoctor = Asciidoctor.Factory.create()) {
            for (Path source : list(sources)) {
                asciidoctor.convertFile(source.toFile(), options);
                Files.delete(source);
            }
        }
        Files.delete(sources);
    }

    private static void describe(CommandLine command, Path sources) throws IOException {
        int status =
                ManPageGenerator.generateManPage(
                        sources.toFile(), null, new boolean[0], false, command.getCommandSpec());
        if (status != 0) {
            throw new IOException("the manual pages cannot be described: status " + status);
        }
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
