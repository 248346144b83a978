package io.forebay.loadtests.cluster;

import java.util.ArrayList;
import java.util.List;

/**
 * How processes are run.
 *
 * @param wrapper a program and its arguments that run what follows them; or empty
 * @param javaOptions of every Java virtual machine
 */
public record ProcessStyle(List<String> wrapper, List<String> javaOptions) {

    private static final List<String> ANY_JAVA =
            List.of(
                    "-XX:+ExitOnOutOfMemoryError",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow");

    public ProcessStyle {
        wrapper = List.copyOf(wrapper);
        javaOptions = List.copyOf(javaOptions);
    }

    /** Ten of them start at once and share a small machine: little memory, quick to be up. */
    static ProcessStyle small() {
        return new ProcessStyle(List.of(), ANY_JAVA)
                .with("-Xmx320m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
    }

    /** With further options of Java. */
    public ProcessStyle with(String... options) {
        List<String> all = new ArrayList<>(javaOptions);
        all.addAll(List.of(options));
        return new ProcessStyle(wrapper, all);
    }
}
