package io.forebay.ingest.batch;

import io.forebay.ingest.submit.Request;
import io.forebay.schemas.wire.WireProblem;

/** What a line turned out to be. */
sealed interface ParsedLine {

    /** The client's name of the line; empty when it has none that can be read. */
    String customId();

    /** A job. */
    record Sound(String customId, Request request) implements ParsedLine {}

    /** Something that cannot be run. */
    record Bad(String customId, WireProblem why) implements ParsedLine {}

    /** Nothing. */
    record Blank() implements ParsedLine {

        @Override
        public String customId() {
            return "";
        }
    }
}
