package io.forebay.loadtests.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * One line of a history.
 *
 * @param t milliseconds since the start
 * @param proc who did or saw it; the events of one are in its own order
 * @param tenant whose operation it is; or empty
 * @param key the Idempotency-Key; or empty
 * @param job its id; empty while it is not known
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record Event(
        @JsonInclude(JsonInclude.Include.ALWAYS) long t,
        String proc,
        @JsonProperty("type") Kind kind,
        @JsonProperty("f") What what,
        String tenant,
        String key,
        String job,
        Value value) {

    public Event {
        tenant = tenant == null ? "" : tenant;
        key = key == null ? "" : key;
        job = job == null ? "" : job;
        value = value == null ? Value.NONE : value;
    }

    /** Whether a reader saw the job's last state. */
    public boolean showsEnd() {
        return kind == Kind.OK && value.terminal();
    }

    /** Whether it is this operation, done. */
    public boolean did(What operation) {
        return kind == Kind.OK && what == operation;
    }
}
