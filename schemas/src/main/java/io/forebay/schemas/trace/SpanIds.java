package io.forebay.schemas.trace;

import io.opentelemetry.sdk.trace.IdGenerator;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Ids of spans: by chance, or by what the span says. What is processed again after a crash or an
 * aborted transaction is told by a span of the same id, which a backend takes for the one that it
 * has. Safe for use by several threads.
 */
final class SpanIds implements IdGenerator {

    private static final int SPAN_ID_BYTES = 8;

    private final IdGenerator random = IdGenerator.random();
    private final ThreadLocal<@Nullable String> wanted = new ThreadLocal<>();

    /** Makes a span whose id follows from what it says. */
    <T> T saying(String what, Supplier<T> span) {
        wanted.set(digest(what));
        try {
            return span.get();
        } finally {
            wanted.remove();
        }
    }

    @Override
    public String generateSpanId() {
        String id = wanted.get();
        return id == null ? random.generateSpanId() : id;
    }

    @Override
    public String generateTraceId() {
        return random.generateTraceId();
    }

    private static String digest(String text) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, SPAN_ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
