package io.forebay.results.reader;

import static io.forebay.fuzz.Property.same;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.forebay.fuzz.Parts;

/** Idempotency-Keys as they lie in Redis. */
final class ReaderTextsFuzz {

    @FuzzTest
    void claims(byte[] bytes) {
        String text = Parts.text(bytes);
        Claims.parse(text).ifPresent(claimed -> same(Claims.text(claimed), text, "another claim"));
    }
}
