package io.forebay.results.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.forebay.results.fixture.Jobs;
import io.forebay.results.fixture.RedisRules;
import io.forebay.results.fixture.RedisServer;
import io.forebay.results.pulse.PulseProbe;
import io.forebay.results.reader.BatchReader;
import io.forebay.results.reader.BatchReader.Ending;
import io.forebay.results.reader.BatchReading;
import io.forebay.results.reader.DeliveryReader;
import io.forebay.results.reader.Feed;
import io.forebay.results.reader.JobIndex;
import io.forebay.results.reader.JobReader.Claim;
import io.forebay.results.reader.JobReader.Claimed;
import io.forebay.results.reader.LineCursor;
import io.forebay.results.reader.ReaderConfig;
import io.forebay.results.reader.Reading;
import io.forebay.results.reader.RedisJobReader;
import io.forebay.results.redis.RedisClient;
import io.forebay.results.redis.RedisConfig;
import io.forebay.results.redis.Secret;
import io.forebay.schemas.redis.RedisKeys;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The rules for Redis that are shipped, on a real one: with all of them everything that a service
 * does there works, and with any one of them taken away, or made less, something does not.
 */
class RedisRulesIT {

    private static final Path SHIPPED = Path.of("../keda/components/redis-external/users.acl");

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ViewSample sample = new ViewSample();
    private RedisServer server;

    @BeforeEach
    void start(@TempDir Path directory) {
        server = RedisServer.startOrSkip(directory);
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void aResultStoreNeedsEveryRuleItHas() {
        everyRuleIsNeeded(RedisRules.read(SHIPPED, "forebay-results"), this::failsInResults);
    }

    @Test
    void anIngestNodeNeedsEveryRuleItHas() {
        everyRuleIsNeeded(RedisRules.read(SHIPPED, "forebay-ingest"), this::failsInIngest);
    }

    private void everyRuleIsNeeded(
            RedisRules rules, Function<RedisConfig, Optional<String>> failure) {
        assertThat(failure.apply(loggedInBy(rules))).as("with all rules").isEmpty();
        assertThat(refused())
                .as("refused with all rules, but for the client's own probe for a cluster")
                .containsOnly("eval");
        Map<String, String> failures = new LinkedHashMap<>();
        List<String> needless = new ArrayList<>();
        rules.lessened()
                .forEach((what, less) -> {
                    Optional<String> failed = failure.apply(loggedInBy(less));
                    // Not for another reason: Redis says itself what it refused.
                    List<String> refused = refused();
                    refused.removeIf("eval"::equals);
                    if (failed.isPresent() && !refused.isEmpty()) {
                        failures.put(what, "cannot %s: %s".formatted(failed.get(), refused));
                    } else {
                        needless.add(what);
                    }
                });
        assertThat(needless).as("everything works all the same").isEmpty();
        assertThat(failures).hasSizeGreaterThan(rules.rules().size());
    }

    /** The first thing that a result store cannot do. */
    private Optional<String> failsInResults(RedisConfig config) {
        try (RedisClient redis = RedisClient.connect(config);
                RedisJobReader webhooks = reader(config)) {
            PulseProbe pulse = new PulseProbe(redis);
            return first(
                    Map.entry("project", () -> sample.project(redis)),
                    Map.entry("locate", () -> sample.locates(redis)),
                    Map.entry("tell the pulse", () -> pulse.tells("me")),
                    Map.entry("read the pulse", pulse::reads),
                    Map.entry("forget a pulse", () -> forgets(pulse)),
                    Map.entry(
                            "read a job",
                            () -> webhooks.read(sample.landed) instanceof Reading.Found),
                    Map.entry("hear of changes", this::isSubscribed),
                    Map.entry("stay connected", () -> staysConnected("forebay-results")));
        }
    }

    /** The first thing that an ingest node cannot do. */
    private Optional<String> failsInIngest(RedisConfig config) {
        try (RedisClient results = RedisClient.connect(RedisConfig.at(server.address()));
                RedisJobReader reader = reader(config)) {
            assertThat(sample.project(results)).as("the view is written").isTrue();
            assertThat(new PulseProbe(results).tells("other")).isTrue();
            BatchReader batches = reader.batches();
            Claimed claimed = new Claimed(sample.landed, "a");
            Claimed other = new Claimed(sample.failed, "b");
            return first(
                    Map.entry("be ready", reader::isAvailable),
                    Map.entry(
                            "read a job",
                            () -> reader.read(sample.landed) instanceof Reading.Found),
                    Map.entry("answer a repeat", () -> reader.landed(sample.flight).isPresent()),
                    Map.entry("read the feed", () -> feeds(reader.feed())),
                    Map.entry("list jobs", () -> lists(reader.index())),
                    Map.entry(
                            "count open jobs",
                            () -> reader.index().open(Jobs.TENANT).equals(OptionalLong.of(1))),
                    Map.entry(
                            "read a batch",
                            () -> batches.read(sample.batch) instanceof BatchReading.Found),
                    Map.entry("list batches", () -> has(batches.list(Jobs.TENANT, 5))),
                    Map.entry("find batches with objects", () -> has(batches.due(5))),
                    Map.entry("read results", () -> ended(batches, Ending.RESULT)),
                    Map.entry("read errors", () -> ended(batches, Ending.ERROR)),
                    Map.entry("read deliveries", () -> hasDeliveries(reader)),
                    Map.entry("read the pulse", () -> reader.pulse().isPresent()),
                    Map.entry("claim a key", () -> claim(reader, claimed) instanceof Claim.Granted),
                    Map.entry(
                            "find a key claimed",
                            () -> claim(reader, other).equals(new Claim.Taken(claimed))),
                    Map.entry("hear of changes", this::isSubscribed),
                    Map.entry("stay connected", () -> staysConnected("forebay-ingest")));
        }
    }

    @SafeVarargs
    private static Optional<String> first(Map.Entry<String, BooleanSupplier>... work) {
        for (Map.Entry<String, BooleanSupplier> one : work) {
            if (!one.getValue().getAsBoolean()) {
                return Optional.of(one.getKey());
            }
        }
        return Optional.empty();
    }

    /** On an empty Redis that knows no scripts. */
    private RedisConfig loggedInBy(RedisRules rules) {
        rules.set(server);
        server.command("FLUSHALL");
        server.command("SCRIPT FLUSH");
        server.command("ACL LOG RESET");
        server.command("CONFIG RESETSTAT");
        return new RedisConfig(
                server.address(),
                new Secret(rules.user()),
                new Secret(RedisRules.PASSWORD),
                null,
                null,
                new RedisConfig.Timeouts(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(4),
                        Duration.ofMillis(100)),
                new RedisConfig.Pool(1, 1, 2, 2));
    }

    private static RedisJobReader reader(RedisConfig config) {
        return RedisJobReader.start(
                new ReaderConfig(config, Duration.ofMinutes(5), 10, 10),
                ViewSample.PARTITIONS,
                new SimpleMeterRegistry(),
                InstantSource.system());
    }

    private boolean forgets(PulseProbe pulse) {
        server.command("HSET " + RedisKeys.PULSE + " gone {\"at\":1}");
        pulse.forgets("me");
        return server.command("EXISTS " + RedisKeys.PULSE).startsWith(":0");
    }

    private static boolean feeds(Feed feed) {
        return feed.read(Jobs.TENANT, feed.begin(), 5) instanceof Feed.Slice.Entries found
                && !found.entries().isEmpty();
    }

    private static boolean lists(JobIndex index) {
        return index.before(Jobs.TENANT, Optional.empty(), 5) instanceof JobIndex.Page.Entries found
                && !found.entries().isEmpty();
    }

    private static boolean has(Optional<? extends List<?>> found) {
        return found.filter(all -> !all.isEmpty()).isPresent();
    }

    private boolean ended(BatchReader batches, Ending ending) {
        return has(batches.ended(sample.batch, ending, LineCursor.START, 5))
                && batches.count(sample.batch, ending).equals(Optional.of(1L));
    }

    private boolean hasDeliveries(DeliveryReader reader) {
        return reader.deliveries(sample.landed) instanceof DeliveryReader.Deliveries.Found found
                && !found.attempts().isEmpty();
    }

    private static Claim claim(RedisJobReader reader, Claimed wanted) {
        return reader.claim(Jobs.TENANT, "digest", wanted, Duration.ofMinutes(1));
    }

    /** Ends as soon as it is known either way. */
    private boolean isSubscribed() {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> listeners() == 2 || stat("subscribe", "rejected_calls") > 0);
        return listeners() == 2;
    }

    /** How many of the two channels somebody listens to. */
    private long listeners() {
        String answer =
                server.command(
                        "PUBSUB NUMSUB "
                                + RedisKeys.CHANGED_CHANNEL
                                + " "
                                + RedisKeys.COMPLETED_CHANNEL);
        return Pattern.compile(":[1-9]").matcher(answer).results().count();
    }

    /** A client whose ping is refused gives its connection up. */
    private boolean staysConnected(String user) {
        List<String> before = connections(user);
        assertThat(before).as("connections of %s", user).isNotEmpty();
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> stat("ping", "calls") > 3 || !connections(user).containsAll(before));
        return connections(user).containsAll(before);
    }

    private List<String> connections(String user) {
        return server.command("CLIENT LIST")
                .lines()
                .filter(client -> client.contains(" user=" + user + " "))
                .map(client -> client.replaceFirst(".*\\bid=(\\d+) .*", "$1"))
                .toList();
    }

    /** What users were not allowed to do, or to do it with. */
    private List<String> refused() {
        return Pattern.compile("object\r\n\\$\\d+\r\n(\\S+)")
                .matcher(server.command("ACL LOG"))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private long stat(String command, String what) {
        Matcher found =
                Pattern.compile("cmdstat_%s:.*?\\b%s=(\\d+)".formatted(command, what))
                        .matcher(server.command("INFO commandstats"));
        return found.find() ? Long.parseLong(found.group(1)) : 0;
    }
}
