package io.forebay.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A class with one fuzz test.
 *
 * @param className of which the part before {@code Fuzz} is what people call it
 */
record Target(String className) {

    private static final String SUFFIX = "Fuzz";
    private static final String FILE = SUFFIX + ".class";

    /** Every target under a folder of compiled tests, by name. */
    static List<Target> in(Path classes) {
        try (Stream<Path> files = Files.walk(classes)) {
            return files.filter(file -> file.toString().endsWith(FILE))
                    .map(file -> new Target(className(classes.relativize(file))))
                    .sorted(Comparator.comparing(Target::name))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look for targets in " + classes, e);
        }
    }

    String name() {
        String simple = className.substring(className.lastIndexOf('.') + 1);
        return simple.substring(0, simple.length() - SUFFIX.length());
    }

    /** Whether people mean this one: with the suffix or without, in any case. */
    boolean isCalled(String text) {
        return text.equalsIgnoreCase(name()) || text.equalsIgnoreCase(name() + SUFFIX);
    }

    /** Where the inputs are that are kept for it: a folder for its method. */
    Path inputs(Path resources) {
        Path folder = resources.resolve(className.replace('.', '/') + "Inputs");
        try (Stream<Path> methods = Files.list(folder)) {
            return methods.filter(Files::isDirectory)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no inputs in " + folder));
        } catch (IOException e) {
            throw new UncheckedIOException("%s has no inputs in %s".formatted(name(), folder), e);
        }
    }

    private static String className(Path file) {
        String path = file.toString().replace('\\', '/');
        return path.substring(0, path.length() - ".class".length()).replace('/', '.');
    }
}
