package io.forebay.loadtests.check;

import io.forebay.loadtests.history.Event;
import java.util.List;

/**
 * A breach of a promise.
 *
 * @param subject the job, key or flight that it befell
 * @param what happened, in words
 * @param evidence the events that show it
 */
public record Finding(String subject, String what, List<Event> evidence) {

    private static final int SHOWN = 6;

    public Finding {
        evidence = List.copyOf(evidence.subList(0, Math.min(SHOWN, evidence.size())));
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(subject).append(": ").append(what);
        evidence.forEach(event -> text.append("\n      ").append(event));
        return text.toString();
    }
}
