package io.forebay.scaler.lane;

import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.wire.Lane;
import java.util.List;

/**
 * Which work is meant.
 *
 * @param lanes more than one: their work is added up, because one worker serves them all
 */
public record LaneName(String model, List<Lane> lanes) {

    static final List<Lane> ALL = List.of(Lane.INTERACTIVE, Lane.BULK);

    public LaneName {
        if (!Topics.isModelName(model)) {
            throw new IllegalArgumentException("model '" + model + "' is not a model's name");
        }
        lanes = List.copyOf(lanes);
    }

    /** The lane's name, or {@code all}. */
    public String lane() {
        return lanes.size() > 1 ? "all" : Topics.laneName(lanes.getFirst());
    }

    @Override
    public String toString() {
        return model + "/" + lane();
    }
}
