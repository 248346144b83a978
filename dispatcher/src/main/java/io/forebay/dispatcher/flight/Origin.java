package io.forebay.dispatcher.flight;

import io.forebay.dispatcher.job.Card;

/** The job that stands for the computation of a result, and its tenant. */
public record Origin(String job, String tenant) {

    static Origin of(Card card) {
        return new Origin(card.id().text(), card.tenant());
    }

    boolean isOf(String other) {
        return tenant.equals(other);
    }
}
