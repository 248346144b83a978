package io.forebay.manifests.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class YamlDocumentsTest {

    @Test
    void aFieldKnowsItsLine() {
        List<Manifest> read =
                YamlDocuments.read(
                        "kind: A\n---\n# two\nkind: B\nmetadata:\n  name: x\n  list:\n    - 1\n    - y: 2\n",
                        "f");

        Manifest second = read.getLast();
        assertThat(second).hasToString("B/x");
        assertThat(second.at("metadata", "name").place()).hasToString("f:6");
        assertThat(second.at("metadata", "list").items().toList().getLast().get("y").place())
                .hasToString("f:9");
    }

    @Test
    void whatIsNotThereStandsWhereItWouldBe() {
        Manifest one = YamlDocuments.read("a: 1\nspec:\n  b: 2\n", "f").getFirst();

        assertThat(one.at("spec", "missing", "deeper").place()).hasToString("f:2");
        assertThat(one.at("missing").place()).hasToString("f:1");
    }

    @Test
    void scalarsAreWhatYamlSaysTheyAre() {
        Manifest one =
                YamlDocuments.read(
                                "{a: 1, b: '1', c: yes, d: 0440, e: 1.5, f: ~, g: 2026-01-01, h: 0x10}",
                                "f")
                        .getFirst();

        assertThat(one.content())
                .hasToString(
                        "{\"a\":1,\"b\":\"1\",\"c\":true,\"d\":288,\"e\":1.5,\"f\":null,\"g\":\"2026-01-01\",\"h\":16}");
    }

    @Test
    void mergesAndAliasesAreResolved() {
        Manifest one =
                YamlDocuments.read("x: &x {a: 1, b: 2}\ny: {<<: *x, b: 3}\n", "f").getFirst();

        assertThat(one.at("y", "a").number()).hasValue(1);
        assertThat(one.at("y", "b").number()).hasValue(3);
    }

    @Test
    void brokenYamlIsRefusedWithItsLine() {
        assertThatThrownBy(() -> YamlDocuments.read("a: 1\nb: [1,\nc: 2\n", "f"))
                .isInstanceOf(UnreadableYamlException.class)
                .hasMessageStartingWith("f:4: no YAML");
    }
}
