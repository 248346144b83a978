package io.forebay.worker.poll;

import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/**
 * How the workers fared that had a partition, as the commit's metadata tells the next one, before
 * what {@link DoneAbove} says. It costs nothing while nobody dies: which records were in progress
 * then is not known, but that they were among the first that are not done is.
 *
 * @param held whether an owner has it and has not handed it on: found by the next owner, it means
 *     that this one died
 * @param onceBelow open offsets below were perhaps in progress when a worker died
 * @param twiceBelow open offsets below were perhaps in progress when two workers died; those are
 *     run alone
 * @param alone the offset that is run alone now, or {@link #NONE}
 * @param condemned the offset that was run alone once too often when a worker died, or {@link
 *     #NONE}
 * @param doubtful the offset that is condemned when a worker dies while it is run alone, or {@link
 *     #NONE}: a worker died over it alone already, or that one death would prove enough
 */
record Custody(
        boolean held, long onceBelow, long twiceBelow, long alone, long condemned, long doubtful) {

    static final long NONE = -1;

    /** Of a partition that nobody died over. */
    static final Custody NEW = new Custody(false, 0, 0, NONE, NONE, NONE);

    private static final String HELD = "h";
    private static final String FREE = "f";
    private static final char END = ';';
    private static final int PARTS = 6;

    /** Short, for the metadata has no more room than it needs. */
    private static final int RADIX = 36;

    /** Before a run alone could be doubtful, one death over it was enough. */
    private static final int PARTS_BEFORE = 5;

    private static final int RADIX_BEFORE = 10;

    /** What the metadata tells; nobody's death when it does not say. */
    static Custody of(OffsetAndMetadata committed) {
        String[] parts = head(committed.metadata()).split(",", -1);
        boolean known = parts.length == PARTS || parts.length == PARTS_BEFORE;
        if (!known || !(parts[0].equals(HELD) || parts[0].equals(FREE))) {
            return NEW;
        }
        int radix = parts.length == PARTS ? RADIX : RADIX_BEFORE;
        try {
            long alone = Long.parseLong(parts[3], radix);
            return new Custody(
                    parts[0].equals(HELD),
                    Long.parseLong(parts[1], radix),
                    Long.parseLong(parts[2], radix),
                    alone,
                    Long.parseLong(parts[4], radix),
                    parts.length == PARTS ? Long.parseLong(parts[5], radix) : alone);
        } catch (NumberFormatException e) {
            return NEW;
        }
    }

    /** The commit without what this adds to it. */
    static OffsetAndMetadata without(OffsetAndMetadata committed) {
        String metadata = committed.metadata();
        int end = metadata.indexOf(END);
        return end < 0
                ? committed
                : new OffsetAndMetadata(committed.offset(), metadata.substring(end + 1));
    }

    /** The commit with this added to it. */
    OffsetAndMetadata with(OffsetAndMetadata commit) {
        Custody left = trimmed(commit.offset());
        String text = left.equals(NEW) ? "" : left.encode();
        return new OffsetAndMetadata(commit.offset(), text + commit.metadata());
    }

    /** For the next owner, which takes it over. */
    Custody taken(long suspectsEnd) {
        if (!held) {
            return new Custody(true, onceBelow, twiceBelow, NONE, condemned, doubtful);
        }
        return new Custody(
                true,
                Math.max(onceBelow, suspectsEnd),
                onceBelow,
                NONE,
                alone != NONE && alone == doubtful ? alone : condemned,
                alone == NONE ? doubtful : alone);
    }

    /** For when it is handed on. */
    Custody released() {
        return new Custody(false, onceBelow, twiceBelow, NONE, condemned, doubtful);
    }

    /**
     * For while an offset is run alone; {@link #NONE} for when it is not any more.
     *
     * @param proof whether this worker's death would prove that it killed it
     */
    Custody alone(long offset, boolean proof) {
        return new Custody(
                held, onceBelow, twiceBelow, offset, condemned, proof ? offset : doubtful);
    }

    /** How many workers died while this offset was in progress, perhaps. */
    int deaths(long offset) {
        if (offset == condemned) {
            return 3;
        }
        if (offset < twiceBelow) {
            return 2;
        }
        return offset < onceBelow ? 1 : 0;
    }

    private Custody trimmed(long committed) {
        return new Custody(
                held,
                onceBelow > committed ? onceBelow : 0,
                twiceBelow > committed ? twiceBelow : 0,
                alone,
                condemned >= committed ? condemned : NONE,
                doubtful >= committed ? doubtful : NONE);
    }

    private String encode() {
        return LongStream.of(onceBelow, twiceBelow, alone, condemned, doubtful)
                .mapToObj(offset -> Long.toString(offset, RADIX))
                .collect(Collectors.joining(",", (held ? HELD : FREE) + ",", String.valueOf(END)));
    }

    private static String head(String metadata) {
        int end = metadata.indexOf(END);
        return end < 0 ? "" : metadata.substring(0, end);
    }
}
