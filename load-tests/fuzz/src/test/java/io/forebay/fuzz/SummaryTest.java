package io.forebay.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SummaryTest {

    private static final Target TARGET = new Target("io.forebay.any.AnyFuzz");

    @Test
    void takesTheFiguresOfARunThatFoundNothing() {
        Summary summary =
                read(
                        """
                        INFO: seed corpus: files: 4 min: 38b max: 46b total: 172b rss: 893Mb
                        #5	INITED cov: 81 ft: 93 corp: 3/128b exec/s: 0 rss: 894Mb
                        #4194304	pulse  cov: 83 ft: 122 corp: 13/536b lim: 4096 exec/s: 838860 rss: 895Mb
                        #8321825	DONE   cov: 84 ft: 123 corp: 14/540b lim: 4096 exec/s: 756529 rss: 895Mb
                        Done 8321825 runs in 11 second(s)
                        """);

        assertThat(Table.row(TARGET, summary))
                .isEqualTo("| Any | 11 | 8,321,825 | 756,529 | 84 | 123 | 14 | nothing |");
    }

    @Test
    void takesWhatWasFoundAndWhereTheInputIs() {
        Summary summary =
                read(
                        """
                        #1024	NEW    cov: 83 ft: 122 corp: 13/536b lim: 4096 exec/s: 0 rss: 895Mb L: 1/1 MS: 1
                        == Java Exception: java.lang.ArithmeticException: a | b
                        	at io.forebay.Any.read(Any.java:1)
                        == libFuzzer crashing input ==
                        artifact_prefix='./'; Test unit written to ./crash-0a0b
                        """);

        assertThat(summary.finding()).contains("java.lang.ArithmeticException: a | b");
        assertThat(summary.input()).contains("./crash-0a0b");
        assertThat(Table.row(TARGET, summary))
                .isEqualTo(
                        "| Any | broken off | 1,024 |  | 83 | 122 | 13 | java.lang.ArithmeticException: a \\| b |");
    }

    @Test
    void takesAnInputThatTookTooLong() {
        assertThat(read("==123== ERROR: libFuzzer: timeout after 10 seconds").finding())
                .contains("libFuzzer: timeout after 10 seconds");
    }

    private static Summary read(String lines) {
        Summary summary = new Summary();
        lines.lines().forEach(summary::accept);
        return summary;
    }
}
