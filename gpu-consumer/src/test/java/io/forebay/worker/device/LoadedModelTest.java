package io.forebay.worker.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.wire.InferenceInput;
import io.forebay.schemas.wire.WireTensor;
import io.forebay.worker.fake.FakeEngine;
import io.forebay.worker.fake.Items;
import io.forebay.worker.model.Engine;
import io.forebay.worker.model.Prepared;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class LoadedModelTest {

    private static final InferenceInput INPUT =
            InferenceInput.newBuilder()
                    .addTensors(WireTensor.newBuilder().setName("item-1"))
                    .build();

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch letGo = new CountDownLatch(1);
    private final FakeEngine engine =
            new FakeEngine(Items.model("v1")).beforePrepare(name -> hang());
    private final LoadedModel model =
            new LoadedModel(engine, same -> Optional.<Engine>of(new FakeEngine(same)));

    @Test
    void closesWhileADecoderHangs() throws InterruptedException, ExecutionException {
        CompletableFuture<Optional<Prepared>> hanging = prepareInBackground();
        model.close();

        assertThat(engine.isClosed()).isTrue();
        letGo.countDown();
        assertThat(hanging.get()).as("for a model that is gone").isEmpty();
        assertThat(model.prepare(INPUT)).isEmpty();
    }

    @Test
    void isOpenedAnewWhileADecoderHangs() throws InterruptedException, ExecutionException {
        CompletableFuture<Optional<Prepared>> hanging = prepareInBackground();
        model.recycle();

        assertThat(engine.isClosed()).isTrue();
        assertThat(model.prepare(INPUT)).isPresent();
        letGo.countDown();
        assertThat(hanging.get()).isPresent();
    }

    private CompletableFuture<Optional<Prepared>> prepareInBackground()
            throws InterruptedException {
        CompletableFuture<Optional<Prepared>> hanging =
                CompletableFuture.supplyAsync(
                        () -> model.prepare(INPUT), Thread.ofPlatform().daemon()::start);
        begun.await();
        return hanging;
    }

    private void hang() {
        begun.countDown();
        try {
            letGo.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
