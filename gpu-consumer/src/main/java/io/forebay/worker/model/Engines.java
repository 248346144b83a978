package io.forebay.worker.model;

import com.google.protobuf.ByteString;
import io.forebay.schemas.model.Model;
import java.util.HexFormat;
import java.util.Optional;

/** Opens applied models from this worker's own copy of their files. */
public final class Engines {

    private static final int SHOWN_BYTES = 6;

    private final ModelRepository repository;
    private final EngineLoader loader;

    public Engines(ModelRepository repository, EngineLoader loader) {
        this.repository = repository;
        this.loader = loader;
    }

    /**
     * Loads and warms a model, provided that the files here are those that were applied.
     *
     * @return empty when this worker does not have the files of this version
     * @throws UnusableModelException when the files are of another digest, or do not load
     */
    public Optional<Engine> open(Model model) {
        return repository.find(model.name(), model.version()).map(files -> open(files, model));
    }

    private Engine open(ModelFiles files, Model model) {
        if (!files.digest().equals(model.ref().getDigest())) {
            throw new UnusableModelException(
                    "model %s: the files in %s have digest %s, but %s was applied: bring the files up to date or apply them"
                            .formatted(
                                    files.title(),
                                    files.directory(),
                                    shown(files.digest()),
                                    shown(model.ref().getDigest())));
        }
        Engine engine = loader.load(files, model);
        engine.warmUp(engine.maxRows());
        return engine;
    }

    private static String shown(ByteString digest) {
        ByteString shown = digest.substring(0, Math.min(SHOWN_BYTES, digest.size()));
        return HexFormat.of().formatHex(shown.toByteArray()) + "...";
    }
}
