package io.forebay.worker.poll;

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
 * @param condemned the offset that was run alone when a worker died, or {@link #NONE}
 */
record Custody(boolean held, long onceBelow, long twiceBelow, long alone, long condemned) {

    static final long NONE = -1;

    /** Of a partition that nobody died over. */
    static final Custody NEW = new Custody(false, 0, 0, NONE, NONE);

    private static final String HELD = "h";
    private static final String FREE = "f";
    private static final char END = ';';
    private static final int PARTS = 5;

    /** What the metadata tells; nobody's death when it does not say. */
    static Custody of(OffsetAndMetadata committed) {
        String[] parts = head(committed.metadata()).split(",", -1);
        if (parts.length != PARTS || !(parts[0].equals(HELD) || parts[0].equals(FREE))) {
            return NEW;
        }
        try {
            return new Custody(
                    parts[0].equals(HELD),
                    Long.parseLong(parts[1]),
                    Long.parseLong(parts[2]),
                    Long.parseLong(parts[3]),
                    Long.parseLong(parts[4]));
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
        return held
                ? new Custody(
                        true,
                        Math.max(onceBelow, suspectsEnd),
                        onceBelow,
                        NONE,
                        alone == NONE ? condemned : alone)
                : new Custody(true, onceBelow, twiceBelow, NONE, condemned);
    }

    /** For when it is handed on. */
    Custody released() {
        return new Custody(false, onceBelow, twiceBelow, NONE, condemned);
    }

    /** For while an offset is run alone; {@link #NONE} for when it is not any more. */
    Custody alone(long offset) {
        return new Custody(held, onceBelow, twiceBelow, offset, condemned);
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
                condemned >= committed ? condemned : NONE);
    }

    private String encode() {
        return "%s,%d,%d,%d,%d%c"
                .formatted(held ? HELD : FREE, onceBelow, twiceBelow, alone, condemned, END);
    }

    private static String head(String metadata) {
        int end = metadata.indexOf(END);
        return end < 0 ? "" : metadata.substring(0, end);
    }
}
