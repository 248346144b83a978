package io.forebay.ingest.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** Something that can write itself as one JSON value. */
@FunctionalInterface
public interface JsonBody {

    void write(JsonGenerator out) throws IOException;
}
