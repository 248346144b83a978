package io.forebay.manifests;

import io.forebay.manifests.document.Manifests;
import io.forebay.manifests.document.YamlDocuments;
import io.forebay.manifests.finding.Check;
import java.util.List;

/** Manifests in tests. */
public final class Yaml {

    private Yaml() {}

    public static Manifests read(String text) {
        return new Manifests(YamlDocuments.read(text, "test.yaml"));
    }

    /** What a check says about a text, as lines. */
    public static List<String> findings(Check check, String text) {
        return check.check(read(text)).stream().map(Object::toString).toList();
    }
}
