package io.forebay.ingest.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.List;

/** The members of one JSON object: each known, none twice. Confined to one object. */
final class Members {

    private final String at;
    private final List<String> known;
    private final Faults faults;
    private long seen;

    Members(String at, List<String> known, Faults faults) {
        this.at = at;
        this.known = known;
        this.faults = faults;
    }

    /**
     * Moves to the next member's value; unknown members and repetitions are faults, and skipped.
     *
     * @return false at the end of the object
     */
    boolean next(JsonParser in) throws IOException {
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            int index = known.indexOf(name);
            in.nextToken();
            if (index < 0) {
                faults.add(at + "/" + Pointers.escape(name), "unknown; known are " + known);
            } else if ((seen & 1L << index) != 0) {
                faults.add(at + "/" + name, "is there twice");
            } else {
                seen |= 1L << index;
                return true;
            }
            in.skipChildren();
        }
        return false;
    }
}
