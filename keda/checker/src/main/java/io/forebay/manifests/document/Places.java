package io.forebay.manifests.document;

/** Finds the fields of one document. */
@FunctionalInterface
public interface Places {

    /**
     * Where a field stands, or the nearest that holds it.
     *
     * @param pointer JSON pointer (RFC 6901)
     */
    Place of(String pointer);
}
