package io.forebay.worker.image;

import static io.forebay.fuzz.Property.holds;
import static io.forebay.fuzz.Property.same;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.forebay.schemas.problem.ProblemException;
import java.util.Arrays;

/** Pictures before any decoder sees them: what is kept is sound, and no more is found in it. */
final class ScanFuzz {

    @FuzzTest
    void scan(byte[] bytes) {
        Scanned scanned;
        try {
            scanned = Scanned.of(bytes);
        } catch (ProblemException e) {
            return;
        }
        holds(scanned.bytes().length <= bytes.length, "more than there was");
        Scanned again = Scanned.of(scanned.bytes());
        holds(Arrays.equals(again.bytes(), scanned.bytes()), "a second look drops more");
        same(again.format(), scanned.format(), "the format");
        same(again.inks(), scanned.inks(), "the inks");
    }
}
