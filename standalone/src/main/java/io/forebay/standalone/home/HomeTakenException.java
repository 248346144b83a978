package io.forebay.standalone.home;

import java.nio.file.Path;

/** Another process runs on the same home. */
public final class HomeTakenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    HomeTakenException(Path root) {
        super(
                "another Forebay runs on "
                        + root
                        + "; stop it first, or set FOREBAY_HOME to another directory");
    }
}
