package io.forebay.loadtests.history;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What an event carries; each operation uses some of it, the rest is empty.
 *
 * @param state of the job
 * @param version of the state
 * @param terminal whether the state is the last
 * @param digest of the whole document, or of what a run was of
 * @param id of a delivery, of a flight, or of the run that landed a job
 * @param detail in words: a status, a reason
 * @param deadline of a job in epoch milliseconds, or when it finished; 0 = none
 * @param expect how a job has to end; see {@code Expected}
 * @param callback whether the end is to be told to a receiver
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record Value(
        String state,
        long version,
        boolean terminal,
        String digest,
        String id,
        String detail,
        long deadline,
        String expect,
        boolean callback) {

    public static final Value NONE = new Value("", 0, false, "", "", "", 0, "", false);

    public Value {
        state = state == null ? "" : state;
        digest = digest == null ? "" : digest;
        id = id == null ? "" : id;
        detail = detail == null ? "" : detail;
        expect = expect == null ? "" : expect;
    }

    /** In words only. */
    public static Value detail(String detail) {
        return new Value("", 0, false, "", "", detail, 0, "", false);
    }

    /** A job as a reader saw it. */
    public static Value seen(String state, long version, boolean terminal, String digest) {
        return new Value(state, version, terminal, digest, "", "", 0, "", false);
    }

    /** The same, under the id of a delivery, or the name of the run that landed it. */
    public Value withId(String newId) {
        return new Value(
                state, version, terminal, digest, newId, detail, deadline, expect, callback);
    }

    /** The same, with words. */
    public Value withDetail(String newDetail) {
        return new Value(
                state, version, terminal, digest, id, newDetail, deadline, expect, callback);
    }

    /** The same, with a time. */
    public Value withDeadline(long newDeadline) {
        return new Value(
                state, version, terminal, digest, id, detail, newDeadline, expect, callback);
    }

    /** A job as it is offered. */
    public static Value offer(String expect, long deadline, boolean callback) {
        return new Value("", 0, false, "", "", "", deadline, expect, callback);
    }
}
