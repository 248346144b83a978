package io.forebay.loadtests.calls;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Function;

/** What is known of a call afterwards. */
public sealed interface Outcome {

    /**
     * It was answered.
     *
     * @param json the body; a missing node when it is not JSON
     * @param header the first value of a header, or empty
     */
    record Answered(int status, JsonNode json, String body, Function<String, String> header)
            implements Outcome {

        /** The code of a problem, or empty. */
        public String code() {
            return json.path("code").asText();
        }
    }

    /** It was not, or not in time: it may or may not have had its effect. */
    record Unknown(String reason) implements Outcome {}
}
