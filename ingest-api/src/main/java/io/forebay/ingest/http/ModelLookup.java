package io.forebay.ingest.http;

import io.forebay.ingest.problem.RefusedException;
import io.forebay.ingest.submit.Request;
import io.forebay.schemas.model.Model;
import io.forebay.schemas.model.Models;
import io.forebay.schemas.problem.ProblemCode;
import java.util.Optional;

/** Finds the model that a path names. */
record ModelLookup(Models models) {

    /** The names that routes give to the parts of their paths. */
    static final String MODEL = "model";

    static final String VERSION = "version";

    /**
     * The model; the newest version where the path names none.
     *
     * @throws RefusedException when there is none of that name and version
     */
    Model of(Call call) {
        String name = call.part(MODEL);
        Optional<String> version = version(call);
        return version.map(exact -> models.find(name, exact))
                .orElseGet(() -> models.find(name))
                .orElseThrow(() ->
                        new RefusedException(
                                ProblemCode.UNKNOWN_MODEL,
                                version.map(exact ->
                                                "no version '%s' of a model '%s' is applied"
                                                        .formatted(cut(exact), cut(name)))
                                        .orElse("no model '%s' is applied".formatted(cut(name)))));
    }

    /** The version that answers a call's request: the one that the path names, or its share's. */
    Model answering(Call call, Request request) {
        return version(call).isPresent()
                ? request.model()
                : models.answering(
                        request.model(),
                        request.input(),
                        request.tenant(),
                        request.options().orderingKey());
    }

    private static Optional<String> version(Call call) {
        return call.request().path().pathParameters().first(VERSION).asOptional();
    }

    private static String cut(String text) {
        return text.length() <= 100 ? text : text.substring(0, 100) + "...";
    }
}
