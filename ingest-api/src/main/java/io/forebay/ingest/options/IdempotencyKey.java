package io.forebay.ingest.options;

import io.forebay.ingest.problem.InputError;
import io.forebay.ingest.problem.Refusal;
import io.forebay.schemas.problem.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * An {@code Idempotency-Key}: a Structured Field String (RFC 8941, section 3.3.3), as the IETF
 * draft has it. Nothing else is a key, so that no two spellings are taken for one.
 *
 * @param value the string inside the quotes
 */
public record IdempotencyKey(String value) {

    public static final String HEADER = "Idempotency-Key";

    /** Characters; a UUID has 36. */
    public static final int MAX_LENGTH = 1024;

    /**
     * The key that a header's value spells.
     *
     * @throws io.forebay.ingest.problem.RefusedException when it spells none
     */
    public static IdempotencyKey parse(String header) {
        String text = header.strip();
        if (text.length() < 2 || text.charAt(0) != '"') {
            throw refusal("expected a string in double quotes");
        }
        StringBuilder value = new StringBuilder(text.length());
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                return atEnd(text, i, value.toString());
            }
            if (c == '\\') {
                i++;
                c = i < text.length() ? text.charAt(i) : 0;
                if (c != '"' && c != '\\') {
                    throw refusal("only \\\" and \\\\ are escapes");
                }
            } else if (c < ' ' || c > '~') {
                throw refusal("expected printable ASCII");
            }
            value.append(c);
        }
        throw refusal("the closing quote is missing");
    }

    /** A digest to store instead of the client's own words, in hex. */
    public String digest() {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(value.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static IdempotencyKey atEnd(String text, int quote, String value) {
        if (quote != text.length() - 1) {
            throw refusal("goes on after its closing quote");
        }
        if (value.length() > MAX_LENGTH) {
            throw refusal("expected at most %d characters".formatted(MAX_LENGTH));
        }
        return new IdempotencyKey(value);
    }

    private static RuntimeException refusal(String detail) {
        return Refusal.of(ProblemCode.MALFORMED_REQUEST, InputError.header(HEADER, detail))
                .toException();
    }
}
