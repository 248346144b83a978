package io.forebay.ingest.http;

/** Answers the calls of one route. Safe for use by several threads. */
@FunctionalInterface
interface Endpoint {

    /**
     * The answer.
     *
     * @throws io.forebay.ingest.problem.RefusedException when there is a problem instead
     */
    Answer answer(Call call);
}
