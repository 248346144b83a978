package io.forebay.ingest.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LineReaderTest {

    @Test
    void cutsAtLineEndsAndCountsEveryByte() {
        Chunk chunk = reader("one\r\n\ntwo\nlast").next();

        assertThat(texts(chunk)).containsExactly("one", "", "two", "last");
        assertThat(chunk.first()).isEqualTo(5);
        assertThat(chunk.size()).isEqualTo("one\r\n\ntwo\nlast".length());
    }

    @Test
    void takesSoManyLinesTogetherAndThenTheNext() {
        String text =
                IntStream.rangeClosed(1, 250).mapToObj(n -> n + "\n").collect(Collectors.joining());
        LineReader reader = reader(text);

        assertThat(reader.next().lines()).hasSize(LineReader.CHUNK_LINES);
        Chunk second = reader.next();
        assertThat(second.first()).isEqualTo(5 + LineReader.CHUNK_LINES);
        assertThat(texts(second)).startsWith("101");
        assertThat(reader.next().lines()).hasSize(50);
        assertThat(reader.next().lines()).isEmpty();
    }

    @Test
    void aChunkOfLongLinesEndsByItsBytes() {
        String longLine = "x".repeat(LineReader.CHUNK_BYTES / 2) + "\n";

        assertThat(new LineReader(in(longLine.repeat(3)), 1, 8 << 20).next().lines()).hasSize(2);
    }

    @Test
    void keepsNoMoreOfALineThanShowsThatItIsTooLong() {
        Chunk chunk = new LineReader(in("x".repeat(5_000) + "\nnext\n"), 1, 100).next();

        assertThat(chunk.lines().getFirst()).hasSize(101);
        assertThat(texts(chunk)).endsWith("next");
        assertThat(chunk.size()).isEqualTo(5_006);
    }

    @Test
    void aStreamThatFailsIsABrokenUpload() {
        InputStream broken = in("one\ntw");
        LineReader reader = new LineReader(new FailingAtItsEnd(broken), 1, 100);

        assertThatThrownBy(reader::next).isInstanceOf(BrokenUploadException.class);
    }

    private static final class FailingAtItsEnd extends FilterInputStream {

        FailingAtItsEnd(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count = super.read(into, offset, length);
            if (count < 0) {
                throw new IOException("reset");
            }
            return count;
        }
    }

    @Test
    void aChunkIsReadBackAsItWasKept() {
        Chunk chunk = reader("a\n\nb\n").next();
        Chunk kept = Chunk.read(chunk.write());

        assertThat(kept.first()).isEqualTo(5);
        assertThat(texts(kept)).containsExactly("a", "", "b");
    }

    private static LineReader reader(String text) {
        return new LineReader(in(text), 5, 1_000);
    }

    private static InputStream in(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> texts(Chunk chunk) {
        return chunk.lines().stream()
                .map(line -> new String(line, StandardCharsets.UTF_8))
                .toList();
    }
}
