package io.forebay.schemas.document;

import com.fasterxml.jackson.core.JsonGenerator;
import io.forebay.schemas.problem.Problem;
import java.io.IOException;

/** The members that every problem has (RFC 9457). */
public final class ProblemMembers {

    private ProblemMembers() {}

    /**
     * Writes them into the object that is open.
     *
     * @param status the HTTP status, which is the code's own unless HTTP itself failed
     */
    public static void write(JsonGenerator out, Problem problem, int status) throws IOException {
        out.writeStringField("type", problem.code().type());
        out.writeStringField("title", problem.code().title());
        out.writeNumberField("status", status);
        out.writeStringField("detail", problem.detail());
        out.writeStringField("code", problem.code().wireName());
    }
}
