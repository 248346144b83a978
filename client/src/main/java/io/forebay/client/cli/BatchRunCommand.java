package io.forebay.client.cli;

import io.forebay.client.Batch;
import io.forebay.client.Batches;
import io.forebay.client.Batches.Ending;
import io.forebay.client.ForebayClient;
import io.forebay.client.ForebayException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code forebay batch run}. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description =
                "Uploads a file, or has the server read an object, shows how it goes, and writes each line as it ends. When it is"
                        + " stopped the batch goes on: 'forebay batch results' fetches the rest.")
final class BatchRunCommand implements Callable<Integer> {

    private static final Duration LOOK_ON_TERMINAL = Duration.ofMillis(500);
    private static final Duration LOOK_IN_LOG = Duration.ofSeconds(1);

    private final World world;

    @Mixin private final ServerOptions server;

    @Parameters(
            paramLabel = "FILE|URL",
            description =
                    "JSON lines: custom_id, model, and inputs, image_base64 or dataref; may be gzipped (.gz)."
                            + " Or an object that the server reads, such as s3://bucket/key.")
    private String source = "";

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "FILE|URL",
            description =
                    "Where the results go, as JSON lines; or under which URL the server writes"
                            + " results.jsonl and errors.jsonl, such as s3://bucket/folder/.")
    private String results = "";

    BatchRunCommand(World world) {
        this.world = world;
        this.server = new ServerOptions(world);
    }

    @Override
    public Integer call() throws InterruptedException {
        boolean uploads = !isUrl(source);
        if (uploads && !Files.isRegularFile(Path.of(source))) {
            throw new UsageException("there is no file " + source);
        }
        try (ForebayClient client = server.connect();
                PrintStream out = new PrintStream(results(), false, StandardCharsets.UTF_8)) {
            Batches batches = client.batches();
            Batch batch = batches.open(uploads ? "" : source, isUrl(results) ? results : "");
            world.err().println("batch " + batch.id() + " takes " + source);
            CompletableFuture<Void> upload =
                    uploads ? upload(batches, batch.id()) : CompletableFuture.completedFuture(null);
            batch = follow(batches, batch, upload, out);
            server.print(batch.json(), BatchText.of(batch));
            return BatchText.status(batch);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + results, e);
        }
    }

    /** Objects are written by the server. */
    private OutputStream results() throws IOException {
        return isUrl(results)
                ? OutputStream.nullOutputStream()
                : Files.newOutputStream(Path.of(results));
    }

    private static boolean isUrl(String text) {
        return text.startsWith("s3://") || text.startsWith("file:/");
    }

    /** Lines run while others are still on their way. */
    private CompletableFuture<Void> upload(Batches batches, String id) {
        CompletableFuture<Void> upload = new CompletableFuture<>();
        Thread.ofVirtual()
                .name("forebay-upload")
                .start(() -> {
                    try {
                        batches.append(id, Path.of(source));
                        batches.seal(id);
                        upload.complete(null);
                    } catch (ForebayException | UncheckedIOException e) {
                        upload.completeExceptionally(e);
                    }
                });
        return upload;
    }

    private Batch follow(
            Batches batches, Batch opened, CompletableFuture<Void> upload, PrintStream out)
            throws InterruptedException {
        Progress progress = new Progress(world.err(), world.terminal());
        Batch batch = opened;
        String completed = "";
        String failed = "";
        while (true) {
            boolean last = batch.settled();
            if (!isUrl(results)) {
                completed = batches.read(batch.id(), Ending.RESULTS, completed, out::println);
                failed = batches.read(batch.id(), Ending.ERRORS, failed, out::println);
                out.flush();
            }
            progress.show(batch);
            if (last) {
                progress.end();
                return batch;
            }
            if (upload.isCompletedExceptionally()) {
                throw failed(upload);
            }
            Thread.sleep(world.terminal() ? LOOK_ON_TERMINAL : LOOK_IN_LOG);
            batch = batches.status(batch.id());
        }
    }

    private static RuntimeException failed(CompletableFuture<Void> upload) {
        return upload.exceptionNow() instanceof RuntimeException known
                ? known
                : new IllegalStateException(upload.exceptionNow());
    }
}
