package io.forebay.worker.onnx;

import io.forebay.worker.model.ModelFiles;
import io.forebay.worker.model.ModelRepository;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A process of its own whose drain goes on loading a model after it was told to end. */
final class EndsWhileLoading {

    /** So many that they outlast the other shutdown hooks. */
    private static final int LOADS = 100;

    private EndsWhileLoading() {}

    /**
     * @param args the repository of the model
     */
    public static void main(String[] args) throws InterruptedException {
        ModelFiles files = new ModelRepository(Path.of(args[0])).find("made-up", "1").orElseThrow();
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch last = new CountDownLatch(LOADS);
        Thread.ofPlatform()
                .daemon()
                .uncaughtExceptionHandler((_, e) -> fail(e))
                .start(() -> load(files, first, last));
        first.await();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> await(last)));
        System.exit(0);
    }

    private static void load(ModelFiles files, CountDownLatch first, CountDownLatch last) {
        while (last.getCount() > 0) {
            TestModels.load(files).close();
            first.countDown();
            last.countDown();
        }
    }

    /** The hook would wait for ever. */
    private static void fail(Throwable e) {
        e.printStackTrace();
        Runtime.getRuntime().halt(1);
    }

    private static void await(CountDownLatch last) {
        try {
            last.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
