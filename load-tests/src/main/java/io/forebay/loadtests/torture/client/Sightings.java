package io.forebay.loadtests.torture.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.loadtests.calls.Digests;
import io.forebay.loadtests.check.Checkers;
import io.forebay.loadtests.history.Value;

/** What readers note of a job's document. */
final class Sightings {

    private Sightings() {}

    static Value of(JsonNode document) {
        boolean terminal = document.path("terminal").asBoolean();
        return Value.seen(
                document.path("state").asText(),
                document.path("version").asLong(),
                terminal,
                terminal ? Digests.of(document) : "");
    }

    /** The same, and whether the output is right. */
    static Value of(JsonNode document, Offer offer) {
        Value seen = of(document);
        return offer.isAnsweredBy(document) ? seen : seen.withDetail(Checkers.wrongOutput());
    }
}
