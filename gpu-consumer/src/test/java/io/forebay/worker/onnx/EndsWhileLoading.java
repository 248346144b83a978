package io.forebay.worker.onnx;

import io.forebay.worker.model.ModelFiles;
import io.forebay.worker.model.ModelRepository;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * A process of its own whose drain goes on loading a model for a second after it was told to end.
 */
final class EndsWhileLoading {

    private static final Duration DRAIN = Duration.ofSeconds(1);

    private EndsWhileLoading() {}

    /**
     * @param args the repository of the model
     */
    public static void main(String[] args) throws InterruptedException {
        ModelFiles files = new ModelRepository(Path.of(args[0])).find("made-up", "1").orElseThrow();
        CountDownLatch loaded = new CountDownLatch(1);
        Thread loader = Thread.ofPlatform().start(() -> load(files, loaded));
        loaded.await();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> drain(loader)));
        System.exit(0);
    }

    private static void load(ModelFiles files, CountDownLatch loaded) {
        while (!Thread.currentThread().isInterrupted()) {
            TestModels.load(files).close();
            loaded.countDown();
        }
    }

    private static void drain(Thread loader) {
        try {
            Thread.sleep(DRAIN);
            loader.interrupt();
            loader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
