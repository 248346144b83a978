package io.forebay.manifests.document;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All that one folder puts into a cluster. */
public record Manifests(List<Manifest> all) {

    public Manifests {
        all = List.copyOf(all);
    }

    public Stream<Manifest> ofKind(String kind) {
        return all.stream().filter(one -> one.kind().equals(kind));
    }

    public Optional<Manifest> find(String kind, String name) {
        return ofKind(kind).filter(one -> one.name().equals(name)).findFirst();
    }
}
