package io.forebay.schemas.redis;

import static io.forebay.fuzz.Property.holds;
import static io.forebay.fuzz.Property.same;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.forebay.fuzz.Parts;

/** Texts that lie in Redis: one spelling each. */
final class ViewTextsFuzz {

    @FuzzTest
    void texts(byte[] bytes) {
        String text = Parts.text(bytes);
        IndexEntry.parse(text)
                .ifPresent(entry -> same(entry.text(), text, "an entry has another spelling"));
        ViewPosition.parse(text)
                .ifPresent(position -> {
                    holds(position.nextOffset() >= 0, "an offset below zero");
                    same(position.text(), text, "a position has another spelling");
                });
    }
}
