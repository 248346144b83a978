package io.forebay.ingest.admission;

import io.forebay.ingest.http.DataSize;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant may do beside submitting so often. What is null is as for every tenant.
 *
 * @param bytes of inputs that it may send to one node in a second, on average
 * @param lines of batches that one node takes of it in a second, on average; more come slower
 * @param streams that it may have open at once on one node
 * @param openJobs jobs that may wait or run at once, on all nodes together; lines of batches are
 *     not counted
 */
public record TenantLimits(
        @Nullable DataSize bytes,
        @Nullable Integer lines,
        @Nullable Integer streams,
        @Nullable Integer openJobs) {

    /** Everything is as for every tenant. */
    public static final TenantLimits NONE = new TenantLimits(null, null, null, null);

    public TenantLimits {
        if (bytes != null && bytes.bytes() < 1) {
            throw new IllegalArgumentException("bytes must be at least 1B, not " + bytes);
        }
        requirePositive("lines", lines);
        requirePositive("streams", streams);
        requirePositive("open-jobs", openJobs);
    }

    /** These, and the others where nothing is said. */
    TenantLimits or(TenantLimits others) {
        return new TenantLimits(
                bytes == null ? others.bytes : bytes,
                lines == null ? others.lines : lines,
                streams == null ? others.streams : streams,
                openJobs == null ? others.openJobs : openJobs);
    }

    private static void requirePositive(String name, @Nullable Integer limit) {
        if (limit != null && limit < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, not " + limit);
        }
    }
}
