package io.forebay.dispatcher.batch;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ObjLongConsumer;

/** The lines of the batches of one partition. Confined to the partition's thread. */
public interface Lines {

    Optional<Line> find(String batch, long line);

    void keep(String batch, long line, Line state);

    /**
     * Shows some lines of a batch, in order; they may be kept anew meanwhile.
     *
     * @param from the first line
     * @param most lines
     * @return where to go on; empty when there are no more
     */
    OptionalLong each(String batch, long from, int most, ObjLongConsumer<Line> visitor);

    void drop(String batch, long line);
}
