package io.forebay.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The generated pages in {@code docs/reference}. */
final class Reference {

    private static final Path PAGES = Path.of("..", "docs", "reference");

    private Reference() {}

    /** The page says that; with {@code -Dreference.write=true} it is written first. */
    static void assertCurrent(String name, String text) throws IOException {
        Path file = PAGES.resolve(name);
        if (Boolean.getBoolean("reference.write")) {
            Files.writeString(file, text);
        }
        assertThat(file)
                .as("to write it anew: -Dreference.write=true")
                .exists()
                .content()
                .isEqualTo(text);
    }
}
