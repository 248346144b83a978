package io.forebay.loadtests.hostile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.util.Set;

/**
 * What came back.
 *
 * @param status {@link #CLOSED} when the connection closed without an answer
 * @param text the body
 */
record Reply(int status, String text) {

    static final int CLOSED = 0;

    /** The gist of a job that had not ended when the answer was written. */
    private static final String UNDECIDED = "accepted";

    private static final Set<String> UNENDED = Set.of("queued", "running");

    private static final JsonMapper JSON = new JsonMapper();

    boolean isAccepted() {
        return status / 100 == 2;
    }

    boolean isServerError() {
        return status >= 500;
    }

    /** The body; missing when it is no JSON. */
    JsonNode json() {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    /** Whether the body is a problem that says the status of the answer. */
    boolean isProblem() {
        JsonNode json = json();
        return status / 100 == 4
                && json.path("status").asInt() == status
                && json.hasNonNull("code")
                && json.hasNonNull("type");
    }

    /** Why it was refused, or why its job failed; empty when neither. */
    String code() {
        JsonNode json = json();
        return json.path("code").asText(json.path("error").path("code").asText());
    }

    /** The same for the same input, if the answer is to be the same; but see {@link #agree}. */
    String gist() {
        if (!isAccepted()) {
            return status + " " + code();
        }
        String state = json().path("state").asText();
        boolean ended = !state.isEmpty() && !UNENDED.contains(state);
        return ended ? "accepted " + state + " " + code() : UNDECIDED;
    }

    /**
     * Whether two gists are of one answer: a job may have ended by the one and not by the other.
     */
    static boolean agree(String one, String other) {
        return one.equals(other)
                || (one.startsWith(UNDECIDED) && other.equals(UNDECIDED))
                || (one.equals(UNDECIDED) && other.startsWith(UNDECIDED));
    }

    @Override
    public String toString() {
        return status == CLOSED ? "closed without an answer" : status + " " + shortened();
    }

    private String shortened() {
        return text.length() <= 300 ? text : text.substring(0, 300) + "...";
    }
}
