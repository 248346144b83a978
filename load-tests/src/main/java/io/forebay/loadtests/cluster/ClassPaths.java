package io.forebay.loadtests.cluster;

import java.util.Map;
import java.util.TreeMap;

/**
 * The services of two versions, as class paths.
 *
 * @param own of the version that is tried
 * @param other of the version before or after it; the same where there is none
 */
public record ClassPaths(String own, String other) {

    /** Where there is one version. */
    public static ClassPaths of(String own) {
        return new ClassPaths(own, own);
    }

    /** Whether there is something to exchange. */
    public boolean areTwo() {
        return !own.equals(other);
    }

    Environments with(Map<String, String> environment) {
        return new Environments(on(own, environment), on(other, environment));
    }

    private static Map<String, String> on(String classPath, Map<String, String> environment) {
        Map<String, String> whole = new TreeMap<>(environment);
        whole.put("CLASSPATH", classPath);
        return whole;
    }
}
