package io.forebay.schemas.document;

import io.forebay.schemas.wire.BatchState;

/** Where a batch's results are written, when it names a place. */
public final class ResultFiles {

    private static final String RESULTS = "results.jsonl";
    private static final String ERRORS = "errors.jsonl";

    private ResultFiles() {}

    /** The object with the lines that succeeded. */
    public static String results(BatchState batch) {
        return results(batch.getOutput());
    }

    /** The same, of a batch whose output is there. */
    public static String results(String output) {
        return output + RESULTS;
    }

    /** The object with the lines that ended otherwise. */
    public static String errors(BatchState batch) {
        return batch.getOutput() + ERRORS;
    }
}
