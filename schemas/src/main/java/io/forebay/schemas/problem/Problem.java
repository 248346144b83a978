package io.forebay.schemas.problem;

import io.forebay.schemas.wire.WireProblem;

/**
 * One error in words: what was wrong, where, what was expected.
 *
 * @param detail for the person who must act on it; never secrets or inputs
 */
public record Problem(ProblemCode code, String detail) {

    public static Problem of(ProblemCode code, String detail) {
        return new Problem(code, detail);
    }

    public WireProblem toWire() {
        return WireProblem.newBuilder().setCode(code.wireName()).setDetail(detail).build();
    }

    /** From the wire; a code of a newer release reads as {@link ProblemCode#INTERNAL}. */
    public static Problem of(WireProblem wire) {
        return new Problem(
                ProblemCode.parse(wire.getCode()).orElse(ProblemCode.INTERNAL), wire.getDetail());
    }
}
