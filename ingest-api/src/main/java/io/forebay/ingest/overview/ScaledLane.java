package io.forebay.ingest.overview;

import java.util.List;

/**
 * What the scaler decided for a lane.
 *
 * @param lane model and lane, such as {@code notes/interactive}
 * @param at when, RFC 3339
 * @param replicas workers that it asks for
 * @param workers that take work now
 * @param why a line for each term of the decision
 */
public record ScaledLane(String lane, String at, int replicas, int workers, List<String> why) {

    public ScaledLane {
        why = List.copyOf(why);
    }
}
