package io.forebay.ingest.batch;

/**
 * Objects of a batch that its tenant may name.
 *
 * @param input with the lines; empty = they are uploaded
 * @param output under which results are written, with a slash at the end; empty = nowhere
 */
public record BatchObjects(String input, String output) {

    public static final BatchObjects NONE = new BatchObjects("", "");
}
