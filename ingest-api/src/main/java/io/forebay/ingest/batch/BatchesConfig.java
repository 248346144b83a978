package io.forebay.ingest.batch;

import io.forebay.schemas.topic.Groups;
import java.time.Duration;

/**
 * @param window after which lines that have not ended expire
 * @param idle a batch that is not finalized, and gets no lines for so long, is given up
 * @param lineLimit bytes of one line
 * @param dispatcherGroup the dispatcher's application id, by which its lag is seen
 * @param unread records that the dispatcher may have before it when more lines come in: each of
 *     them is a wait for interactive jobs too
 * @param waiting flights that may wait in the bulk lane of a model when more lines come in
 * @param takeover how long a batch with files may stand still before another node takes it on
 */
public record BatchesConfig(
        Duration window,
        Duration idle,
        Integer lineLimit,
        String dispatcherGroup,
        Integer unread,
        Integer waiting,
        Duration takeover) {

    public static final BatchesConfig DEFAULT =
            new BatchesConfig(
                    Duration.ofHours(24),
                    Duration.ofHours(1),
                    8 << 20,
                    Groups.DISPATCHER,
                    100,
                    2_000,
                    Duration.ofSeconds(30));

    public BatchesConfig {
        window = window == null ? Duration.ofHours(24) : window;
        idle = idle == null ? Duration.ofHours(1) : idle;
        lineLimit = lineLimit == null ? Integer.valueOf(8 << 20) : lineLimit;
        dispatcherGroup = dispatcherGroup == null ? Groups.DISPATCHER : dispatcherGroup;
        unread = unread == null ? Integer.valueOf(100) : unread;
        waiting = waiting == null ? Integer.valueOf(2_000) : waiting;
        takeover = takeover == null ? Duration.ofSeconds(30) : takeover;
        if (!window.isPositive() || !idle.isPositive() || !takeover.isPositive()) {
            throw new IllegalArgumentException("window, idle and takeover must be above 0");
        }
        if (lineLimit < 1024 || unread < 1 || waiting < 1) {
            throw new IllegalArgumentException(
                    "line-limit must be at least 1024 bytes, unread and waiting at least 1");
        }
    }
}
