package io.forebay.worker.repository;

import io.forebay.schemas.config.ConfigReader;
import io.forebay.schemas.topic.Topics;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * {@code index.json} of a repository: its models, and of which files each is, with their digests.
 * An index that exists is valid: no name in it leads out of a directory.
 */
record ModelIndex(List<Version> models) {

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /** Plain names, none of which begins with a dot. */
    private static final Pattern PATH =
            Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*");

    ModelIndex {
        models = models == null ? List.of() : List.copyOf(models);
        Set<String> titles = new HashSet<>();
        for (Version model : models) {
            if (!titles.add(model.title())) {
                throw new IllegalArgumentException("models: " + model.title() + " is there twice");
            }
        }
    }

    /**
     * @throws io.forebay.schemas.config.ConfigException saying the place and what was expected
     */
    static ModelIndex parse(String json, String source) {
        return ConfigReader.withoutEnvironment().read(json, source, ModelIndex.class);
    }

    Optional<Version> find(String name, String version) {
        return models.stream()
                .filter(each -> each.name().equals(name) && each.version().equals(version))
                .findFirst();
    }

    /**
     * One version of a model.
     *
     * @param files {@code model.onnx}, {@code model.yaml} and what belongs to them
     */
    record Version(String name, String version, List<File> files) {

        Version {
            if (name == null || !Topics.isModelName(name)) {
                throw new IllegalArgumentException("'" + name + "' is no model name");
            }
            if (version == null || !Topics.isModelName(version)) {
                throw new IllegalArgumentException("'" + version + "' is no version");
            }
            files = files == null ? List.of() : List.copyOf(files);
            Set<String> paths = new HashSet<>();
            for (File file : files) {
                if (!paths.add(file.path())) {
                    throw new IllegalArgumentException("files: " + file.path() + " is there twice");
                }
            }
            if (sum(files) < 0) {
                throw new IllegalArgumentException("files: more bytes than any disk has");
            }
        }

        String title() {
            return name + "/" + version;
        }

        long bytes() {
            return sum(files);
        }

        /** Below zero when it is no number any more. */
        private static long sum(List<File> files) {
            long sum = 0;
            for (File file : files) {
                sum += file.bytes();
                if (sum < 0) {
                    return sum;
                }
            }
            return sum;
        }
    }

    /**
     * @param path within the version's directory, its parts divided by slashes
     * @param bytes exactly
     * @param sha256 64 hex digits, lower-case
     */
    record File(String path, Long bytes, String sha256) {

        File {
            if (path == null || !PATH.matcher(path).matches()) {
                throw new IllegalArgumentException(
                        "path must be relative, of plain names, not '" + path + "'");
            }
            if (bytes == null || bytes < 0) {
                throw new IllegalArgumentException(path + ": bytes must be given");
            }
            if (sha256 == null || !SHA256.matcher(sha256).matches()) {
                throw new IllegalArgumentException(
                        path + ": sha256 must be 64 hex digits, lower-case");
            }
        }
    }
}
