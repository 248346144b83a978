package io.forebay.loadtests.hostile;

import java.util.ArrayList;
import java.util.List;

/** Everything that hostile clients do. */
final class Cases {

    private Cases() {}

    /**
     * @param folder of the conformance cases: {@code json}, {@code strings}, {@code bodies}, {@code
     *     images}
     */
    static List<HostileCase> of(CaseFolder folder, Prey prey) {
        List<HostileCase> cases = new ArrayList<>(JsonCases.of(folder.in("json")));
        cases.addAll(StringCases.of(folder.in("strings")));
        cases.addAll(BodyCases.of(folder.in("bodies")));
        cases.addAll(PictureCases.of(folder.in("images"), prey));
        cases.addAll(RawCases.all());
        return cases;
    }
}
