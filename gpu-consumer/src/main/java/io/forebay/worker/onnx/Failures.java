package io.forebay.worker.onnx;

import ai.onnxruntime.OrtException;
import io.forebay.schemas.problem.Problem;
import io.forebay.schemas.problem.ProblemCode;
import io.forebay.worker.model.RunOutcome.Broke;
import io.forebay.worker.model.RunOutcome.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** What an error of ONNX Runtime means for another attempt. */
final class Failures {

    private static final int SHOWN = 400;

    /** ONNX Runtime has no code of its own for it. */
    private static final List<String> OUT_OF_MEMORY =
            List.of(
                    "failed to allocate memory",
                    "out of memory",
                    "bad_alloc",
                    "bad allocation",
                    "alloc_failed",
                    "bfcarena");

    private Failures() {}

    static Broke timedOut(Duration timeout) {
        return broke(
                Kind.TIMED_OUT,
                ProblemCode.RUN_TIMEOUT,
                "the run was stopped after %d ms".formatted(timeout.toMillis()));
    }

    static Broke outOfMemory(Throwable cause) {
        return broke(Kind.OUT_OF_MEMORY, ProblemCode.EXECUTION_FAILED, message(cause));
    }

    static Broke rejected(Throwable cause) {
        return broke(Kind.REJECTED, ProblemCode.INVALID_INPUT, message(cause));
    }

    static Broke of(OrtException cause) {
        String lower = message(cause).toLowerCase(Locale.ROOT);
        if (OUT_OF_MEMORY.stream().anyMatch(lower::contains)) {
            return outOfMemory(cause);
        }
        return cause.getCode() == OrtException.OrtErrorCode.ORT_INVALID_ARGUMENT
                ? rejected(cause)
                : broke(Kind.DEVICE, ProblemCode.EXECUTION_FAILED, message(cause));
    }

    private static Broke broke(Kind kind, ProblemCode code, String detail) {
        return new Broke(Problem.of(code, detail), kind);
    }

    private static String message(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        return message.length() <= SHOWN ? message : message.substring(0, SHOWN) + "...";
    }
}
