package io.forebay.standalone;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * The blocks of the guides that install packages. They begin at once, one after the other, while
 * tests that need none run; what was installed by an earlier run stays.
 */
final class Installations implements AutoCloseable {

    private record Installation(String block, CompletableFuture<String> done) {}

    private final List<Installation> all;
    private final Thread thread;

    private Installations(Reader reader, List<Installation> all) {
        this.all = List.copyOf(all);
        this.thread = Thread.ofVirtual().name("installations").start(() -> run(reader));
    }

    /**
     * @param with by which each block is known on its page
     */
    static Installations begin(Reader reader, List<String> with, List<String> pages) {
        List<Installation> all = new ArrayList<>();
        for (int i = 0; i < with.size(); i++) {
            String name = with.get(i);
            String block =
                    Guide.open(pages.get(i))
                            .blocks("sh")
                            .map(Guide.Block::text)
                            .filter(text -> text.contains(name))
                            .findFirst()
                            .orElseThrow();
            all.add(new Installation(block, new CompletableFuture<>()));
        }
        return new Installations(reader, all);
    }

    /** Skips the test, saying so, when what the block installs cannot be had here. */
    void require(String block) throws InterruptedException {
        try {
            all.stream()
                    .filter(one -> one.block().equals(block))
                    .findFirst()
                    .orElseThrow()
                    .done()
                    .get();
        } catch (ExecutionException e) {
            assumeTrue(false, "SKIPPED: cannot be installed here: " + e.getCause());
        }
    }

    private void run(Reader reader) {
        for (Installation one : all) {
            try {
                Path marker = Reader.SCRATCH.resolve(".installed-" + name(one.block()));
                if (!Files.exists(marker)) {
                    reader.install(one.block());
                    Files.createFile(marker);
                }
                one.done().complete("installed");
            } catch (IOException | AssertionError e) {
                one.done().completeExceptionally(e);
            } catch (InterruptedException e) {
                one.done().completeExceptionally(e);
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static String name(String block) {
        return HexFormat.of().toHexDigits(block.hashCode());
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
