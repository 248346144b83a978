package io.forebay.worker.process;

import com.google.protobuf.CodedOutputStream;
import io.forebay.schemas.problem.Problem;
import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.wire.InferenceOutput;
import io.forebay.worker.model.RunOutcome;
import io.forebay.worker.model.RunOutcome.Answer;
import io.forebay.worker.model.RunOutcome.Broke;
import io.forebay.worker.model.RunOutcome.Kind;
import io.forebay.worker.model.RunOutcome.Ran;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What became of a run, from one process to another of the same build. */
final class OutcomeWire {

    private static final byte RAN = 1;
    private static final byte BROKE = 2;
    private static final byte OUTPUT = 3;
    private static final byte UNUSABLE = 4;
    private static final int FIXED = 64;
    private static final int MAX_UTF8 = 3;

    private OutcomeWire() {}

    /** Bytes that {@link #write} takes at the most. */
    static long room(RunOutcome outcome) {
        return switch (outcome) {
            case Ran ran -> FIXED + ran.answers().stream().mapToLong(OutcomeWire::room).sum();
            case Broke broke -> FIXED + room(broke.problem());
        };
    }

    static void write(RunOutcome outcome, ByteBuffer into) throws IOException {
        switch (outcome) {
            case Ran(List<Answer> answers, Duration time) -> {
                into.put(RAN).putLong(time.toNanos()).putInt(answers.size());
                for (Answer answer : answers) {
                    write(answer, into);
                }
            }
            case Broke(Problem problem, Kind kind) -> {
                into.put(BROKE);
                write(kind.name(), into);
                write(problem, into);
            }
        }
    }

    static RunOutcome read(ByteBuffer from) throws IOException {
        if (from.get() == BROKE) {
            Kind kind = Kind.valueOf(readText(from));
            return new Broke(readProblem(from), kind);
        }
        Duration time = Duration.ofNanos(from.getLong());
        int count = from.getInt();
        List<Answer> answers = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            answers.add(readAnswer(from));
        }
        return new Ran(answers, time);
    }

    private static long room(Answer answer) {
        return switch (answer) {
            case Answer.Output(var output) -> FIXED + output.getSerializedSize();
            case Answer.Unusable(var problem) -> FIXED + room(problem);
        };
    }

    private static long room(Problem problem) {
        return (long) MAX_UTF8 * problem.detail().length();
    }

    private static void write(Answer answer, ByteBuffer into) throws IOException {
        switch (answer) {
            case Answer.Output(var output) -> {
                int size = output.getSerializedSize();
                into.put(OUTPUT).putInt(size);
                CodedOutputStream to =
                        CodedOutputStream.newInstance(into.slice(into.position(), size));
                output.writeTo(to);
                to.flush();
                into.position(into.position() + size);
            }
            case Answer.Unusable(var problem) -> {
                into.put(UNUSABLE);
                write(problem, into);
            }
        }
    }

    private static Answer readAnswer(ByteBuffer from) throws IOException {
        if (from.get() == UNUSABLE) {
            return new Answer.Unusable(readProblem(from));
        }
        int size = from.getInt();
        ByteBuffer message = from.slice(from.position(), size);
        from.position(from.position() + size);
        return new Answer.Output(InferenceOutput.parseFrom(message));
    }

    private static void write(Problem problem, ByteBuffer into) {
        write(problem.code().name(), into);
        write(problem.detail(), into);
    }

    private static Problem readProblem(ByteBuffer from) {
        ProblemCode code = ProblemCode.valueOf(readText(from));
        return Problem.of(code, readText(from));
    }

    private static void write(String text, ByteBuffer into) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        into.putInt(bytes.length).put(bytes);
    }

    private static String readText(ByteBuffer from) {
        byte[] bytes = new byte[from.getInt()];
        from.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
