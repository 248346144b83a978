package io.forebay.loadtests.check;

import io.forebay.loadtests.history.Event;
import io.forebay.loadtests.history.Kind;
import io.forebay.loadtests.history.What;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A job that was accepted.
 *
 * @param offer how it was offered first
 * @param acceptance the first answer that named it
 */
public record Accepted(Event offer, Event acceptance) {

    /** How many there are in a history. */
    public static int count(List<Event> history) {
        return in(history).size();
    }

    String job() {
        return acceptance.job();
    }

    /** The accepted jobs by id, in the order of their acceptance. */
    static Map<String, Accepted> in(List<Event> history) {
        Map<String, Event> offers = new HashMap<>();
        Map<String, Accepted> jobs = new LinkedHashMap<>();
        for (Event event : history) {
            if (event.what() != What.SUBMIT) {
                continue;
            }
            String key = event.tenant() + " " + event.key();
            if (event.kind() == Kind.INVOKE) {
                offers.putIfAbsent(key, event);
            } else if (event.kind() == Kind.OK) {
                jobs.putIfAbsent(event.job(), new Accepted(offers.getOrDefault(key, event), event));
            }
        }
        return jobs;
    }
}
