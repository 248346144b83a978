package io.forebay.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of docs/guides: its blocks, and which of its shell blocks a reader has not come to yet. A
 * {@code sh} block is for a test to run; what needs a cluster, a GPU, a hub or gigabytes of
 * packages is {@code console}, with a prompt before each command. Confined to one thread.
 */
final class Guide {

    static final Path DIRECTORY = Path.of("..", "docs", "guides").toAbsolutePath().normalize();

    private static final Pattern BLOCK =
            Pattern.compile("(?m)^```([a-z]+)(?: (\\S+))?\n(.*?)^```$", Pattern.DOTALL);

    private static final Pattern PROMPT = Pattern.compile("(?m)^\\$ ");

    private final String name;
    private final List<Block> blocks;
    private final Deque<String> commands;

    /**
     * @param file that the block quotes, from the page's folder; empty when it quotes none
     */
    record Block(String language, String file, String text) {}

    private Guide(String name, List<Block> blocks) {
        this.name = name;
        this.blocks = List.copyOf(blocks);
        this.commands = new ArrayDeque<>(blocks("sh").map(Block::text).toList());
    }

    static Guide open(String name) {
        return of(DIRECTORY.resolve(name));
    }

    static Guide of(Path page) {
        try {
            return new Guide(
                    page.getFileName().toString(),
                    BLOCK.matcher(Files.readString(page))
                            .results()
                            .map(block ->
                                    new Block(
                                            block.group(1),
                                            block.group(2) == null ? "" : block.group(2),
                                            block.group(3)))
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Stream<Block> blocks(String language) {
        return blocks.stream().filter(block -> block.language().equals(language));
    }

    /** The {@code console} blocks, as they are typed. */
    Deque<String> typed() {
        return new ArrayDeque<>(
                blocks("console")
                        .map(block -> PROMPT.matcher(block.text()).replaceAll(""))
                        .toList());
    }

    Stream<Block> quotes() {
        return blocks.stream().filter(block -> !block.file().isEmpty());
    }

    /**
     * The next shell block.
     *
     * @param with by which the test knows that it is the one it means
     */
    String next(String with) {
        assertThat(commands).as("%s has a block with '%s'", name, with).isNotEmpty();
        String command = commands.remove();
        assertThat(command).as(name).contains(with);
        return command;
    }

    /** That nothing was left out. */
    void end() {
        assertThat(commands).as("blocks of %s that no test runs", name).isEmpty();
    }
}
