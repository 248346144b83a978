package io.forebay.schemas.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class JobIdMintTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123Z");
    private static final Duration WINDOW = Duration.ofHours(1);
    private static final Route ROUTE = new Route(0xCAFEBABE);

    private Instant now = NOW;
    private final RandomGenerator random = new Random(7);
    private final JobIdMint mint = mintWith("a secret of the server");

    @Test
    void carriesItsCreationTimeAndRoute() {
        JobId id = mint.mint("acme", ROUTE);

        assertThat(id.createdAt()).isEqualTo(NOW);
        assertThat(id.route()).isEqualTo(ROUTE);
        assertThat(id.text()).matches("job_[0-9a-v]{40}");
    }

    @Test
    void isGenuineForItsTenantAlone() {
        JobId id = mint.mint("acme", ROUTE);

        assertThat(mint.isGenuine(id, "acme")).isTrue();
        assertThat(mint.isGenuine(id, "other")).isFalse();
        assertThat(mintWith("another secret of a server").isGenuine(id, "acme")).isFalse();
    }

    @Test
    void isForgedWhenAnyCharacterChanges() {
        String text = mint.mint("acme", ROUTE).text();
        for (int at = JobId.PREFIX.length(); at < text.length(); at++) {
            char other = text.charAt(at) == 'a' ? 'b' : 'a';
            String changed = text.substring(0, at) + other + text.substring(at + 1);
            assertThat(JobId.parse(changed).map(id -> mint.isGenuine(id, "acme")))
                    .as("character %d", at)
                    .isNotEqualTo(java.util.Optional.of(true));
        }
    }

    @Test
    void isAlwaysAnother() {
        Set<JobId> ids = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            ids.add(mint.mint("acme", ROUTE));
        }
        assertThat(ids).hasSize(10_000);
    }

    @Test
    void tellsWhetherItsResultWentOutWithIt() {
        for (int i = 0; i < 100; i++) {
            assertThat(mint.mint("acme", ROUTE).isAnswered()).isFalse();
            assertThat(mint.mint("acme", ROUTE, "key-" + i).isAnswered()).isFalse();
            JobId answered = mint.mintAnswered("acme", ROUTE);
            assertThat(answered.isAnswered()).isTrue();
            assertThat(answered.route()).isEqualTo(ROUTE);
            assertThat(mint.isGenuine(answered, "acme")).isTrue();
        }
    }

    @Test
    void sortsByCreation() {
        JobId earlier = mint.mint("acme", ROUTE);
        now = NOW.plusMillis(1);
        assertThat(mint.mint("acme", ROUTE).text()).isGreaterThan(earlier.text());
    }

    @Test
    void anIdempotencyKeyGivesTheSameIdWithinItsWindowOnEveryNode() {
        JobId first = mint.mint("acme", ROUTE, "order-17");

        assertThat(mintWith("a secret of the server").mint("acme", ROUTE, "order-17"))
                .isEqualTo(first);
        assertThat(mint.isGenuine(first, "acme")).isTrue();
        assertThat(mint.mint("acme", ROUTE, "order-18")).isNotEqualTo(first);
        assertThat(mint.mint("other", ROUTE, "order-17")).isNotEqualTo(first);
    }

    @Test
    void anIdempotentIdIsNeverYoungerThanNowNorOlderThanTheWindow() {
        for (int i = 0; i < 1_000; i++) {
            now = NOW.plusSeconds(i * 37L);
            Instant start = mint.mint("acme", ROUTE, "key-" + i).createdAt();
            assertThat(start).isBeforeOrEqualTo(now).isAfter(now.minus(WINDOW));
        }
    }

    @Test
    void aTenantsWindowMayBeItsOwn() {
        JobIdMint own =
                new JobIdMint(
                        "a secret of the server".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                        () -> now,
                        new Random(1),
                        tenant -> tenant.equals("brief") ? Duration.ofMinutes(30) : WINDOW);
        assertThat(own.mint("acme", ROUTE, "order-17"))
                .isEqualTo(mint.mint("acme", ROUTE, "order-17"));
        for (int i = 0; i < 1_000; i++) {
            assertThat(own.mint("brief", ROUTE, "key-" + i).createdAt())
                    .isBeforeOrEqualTo(now)
                    .isAfter(now.minus(Duration.ofMinutes(30)));
        }
    }

    @Test
    void saysWhichIdAKeyHadInTheWindowBefore() {
        JobId first = mint.mint("acme", ROUTE, "order-17");
        assertThat(mint.mintBefore("acme", ROUTE, "order-17").createdAt())
                .isEqualTo(first.createdAt().minus(WINDOW));
        now = now.plus(WINDOW);
        assertThat(mint.mint("acme", ROUTE, "order-17")).isNotEqualTo(first);
        assertThat(mint.mintBefore("acme", ROUTE, "order-17")).isEqualTo(first);
    }

    @Test
    void tenantAndKeyCannotBeShiftedIntoEachOther() {
        assertThat(mint.mint("ab", ROUTE, "c")).isNotEqualTo(mint.mint("a", ROUTE, "bc"));
    }

    @Test
    void refusesWhatIsNoId() {
        for (String text :
                new String[] {
                    "",
                    "job_",
                    "job_zzzz",
                    "JOB_" + "0".repeat(40),
                    "job_" + "0".repeat(41),
                    "job_" + "w".repeat(40),
                    mint.mint("acme", ROUTE).text().toUpperCase(java.util.Locale.ROOT)
                }) {
            assertThat(JobId.parse(text)).as(text).isEmpty();
        }
        assertThatThrownBy(() -> new JobId("job_x")).hasMessageContaining("not a job id: job_x");
    }

    @Test
    void refusesAShortSecret() {
        assertThatThrownBy(() -> mintWith("short")).hasMessageContaining("needs at least 16");
    }

    private JobIdMint mintWith(String secret) {
        InstantSource clock = () -> now;
        return new JobIdMint(
                secret.getBytes(java.nio.charset.StandardCharsets.UTF_8), clock, random, WINDOW);
    }
}
