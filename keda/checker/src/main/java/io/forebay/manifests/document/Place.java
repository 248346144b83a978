package io.forebay.manifests.document;

/**
 * Where something stands.
 *
 * @param line from 1 on
 */
public record Place(String file, int line) {

    @Override
    public String toString() {
        return file + ":" + line;
    }
}
