package io.forebay.results.projection;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.forebay.results.fixture.RedisServer;
import io.forebay.results.redis.RedisAnswer;
import io.forebay.results.redis.RedisClient;
import io.forebay.results.redis.RedisConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.client.codec.StringCodec;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RedisViewStoreIT extends ViewStoreContract {

    private RedisServer server;
    private RedisClient client;
    private ViewStore store;

    @BeforeAll
    void start(@TempDir Path directory) {
        server = RedisServer.startOrSkip(directory);
        client = RedisClient.connect(RedisConfig.at(server.address()));
        store = new RedisViewStore(client, KEYS);
    }

    @AfterAll
    void stop() {
        if (server != null) {
            client.close();
            server.close();
        }
    }

    @BeforeEach
    void empty() {
        server.command("FLUSHALL");
    }

    @Test
    void letsValuesGoWhenTheirTimeHasCome() {
        long soon = System.currentTimeMillis() + 1000;
        String key = KEYS.job(1, "a");
        apply(Optional.empty(), "1", new ViewChange.Put(key, ByteString.copyFromUtf8("x"), soon));
        assertThat(value(key)).contains("x");

        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> value(key).isEmpty());

        assertThat(System.currentTimeMillis()).isGreaterThanOrEqualTo(soon);
        assertThat(value(KEYS.position(1))).contains("1");
    }

    @Test
    void hintsWhatChangedOnlyWhenItDid() {
        List<String> hints = new CopyOnWriteArrayList<>();
        ask(
                client.ask(
                        redisson ->
                                redisson.getTopic("fb:changed", StringCodec.INSTANCE)
                                        .addListenerAsync(String.class, (_, ids) -> hints.add(ids)),
                        listener -> listener));

        apply(Optional.of("3"), "4");
        apply(Optional.empty(), "1");

        Awaitility.await().until(() -> !hints.isEmpty());
        assertThat(hints).containsExactly("a b");
    }

    @Test
    void aListKeepsItsOrderAndLivesAsLongAsItsNewestMember() {
        String list = KEYS.batchResults(1, "batch");
        long later = System.currentTimeMillis() + 60_000;

        apply(
                Optional.empty(),
                "1",
                new ViewChange.Enter(list, "second", 20, later),
                new ViewChange.Enter(list, "first", 10, later - 50_000),
                new ViewChange.Enter(list, "gone", 15, later));
        apply(Optional.of("1"), "2", new ViewChange.Leave(list, "gone"));

        assertThat(server.command("ZRANGE " + list + " 0 -1")).contains("first").contains("second");
        assertThat(server.command("ZRANGE " + list + " 0 -1")).doesNotContain("gone");
        assertThat(server.command("ZRANK " + list + " first")).contains("0");
        assertThat(Long.parseLong(server.command("PTTL " + list).replaceAll("\\D", "")))
                .isGreaterThan(50_000);
    }

    @Override
    ViewStore store() {
        return store;
    }

    @Override
    Optional<String> value(String key) {
        return ask(
                client.<byte[], Optional<String>>ask(
                        redisson ->
                                redisson.<byte[]>getBucket(key, ByteArrayCodec.INSTANCE).getAsync(),
                        bytes -> Optional.ofNullable(bytes).map(b -> new String(b, ISO_8859_1))));
    }

    private static <T> T ask(java.util.concurrent.CompletableFuture<RedisAnswer<T>> answer) {
        return switch (answer.join()) {
            case RedisAnswer.Answered<T> answered -> answered.value();
            case RedisAnswer.Away<T> away -> throw new AssertionError(away.reason());
        };
    }
}
