package io.forebay.worker.model;

import com.google.protobuf.ByteString;
import io.forebay.schemas.model.Model;
import java.util.HexFormat;

/** Opens applied models from this worker's own copy of their files. */
public final class Engines {

    private static final int SHOWN_BYTES = 6;

    private final ModelSource repository;
    private final EngineLoader loader;

    public Engines(ModelSource repository, EngineLoader loader) {
        this.repository = repository;
        this.loader = loader;
    }

    /**
     * Loads a model, provided that the files here are those that were applied. It is not warm yet.
     *
     * @throws UnusableModelException when the files are missing, are of another digest, or do not
     *     load
     */
    public Engine open(Model model) {
        ModelFiles files =
                repository
                        .find(model.name(), model.version())
                        .orElseThrow(() ->
                                new UnusableModelException(
                                        "model %s/%s is applied, but not in the repository %s"
                                                .formatted(
                                                        model.name(),
                                                        model.version(),
                                                        repository.where())));
        if (!files.digest().equals(model.ref().getDigest())) {
            throw new UnusableModelException(
                    "model %s: the files in %s have digest %s, but %s was applied: bring the files up to date or apply them"
                            .formatted(
                                    files.title(),
                                    files.directory(),
                                    shown(files.digest()),
                                    shown(model.ref().getDigest())));
        }
        ModelSource.Hold hold = repository.hold(files);
        try {
            return new HeldEngine(loader.load(files, model), hold);
        } catch (RuntimeException | Error e) {
            hold.close();
            throw e;
        }
    }

    private static String shown(ByteString digest) {
        ByteString shown = digest.substring(0, Math.min(SHOWN_BYTES, digest.size()));
        return HexFormat.of().formatHex(shown.toByteArray()) + "...";
    }
}
