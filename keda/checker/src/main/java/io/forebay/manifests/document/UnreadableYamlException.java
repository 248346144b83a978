package io.forebay.manifests.document;

/** A text that is no YAML, and where. */
public final class UnreadableYamlException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnreadableYamlException(Place place, String problem) {
        super(place + ": no YAML: " + problem);
    }
}
