package io.forebay.schemas.id;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** What holds for ids of any time, route and tenant. */
class JobIdPropertiesTest {

    /** The most that six bytes hold: the year 10889. */
    private static final long LAST_MILLI = (1L << 48) - 1;

    private static final Duration WINDOW = Duration.ofHours(24);

    @RepeatedTest(200)
    void anIdSaysWhatItWasMadeOfAndHasOneSpelling(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        Instant now = Instant.ofEpochMilli(random.nextLong(LAST_MILLI + 1));
        Route route = new Route(random.nextInt());
        String tenant = "tenant " + random.nextInt(5);
        JobIdMint mint = mint(random, now);
        boolean answered = random.nextBoolean();
        JobId id = answered ? mint.mintAnswered(tenant, route) : mint.mint(tenant, route);

        assertThat(id.createdAt()).isEqualTo(now);
        assertThat(id.route()).isEqualTo(route);
        assertThat(id.isAnswered()).isEqualTo(answered);
        assertThat(mint.isGenuine(id, tenant)).isTrue();
        assertThat(JobId.parse(id.text())).contains(id);
        assertThat(JobId.of(id.bytes())).isEqualTo(id);
        assertThat(JobId.parse(id.text().replace("job_", "JOB_"))).isEmpty();
        assertThat(JobId.parse(id.text() + "0")).isEmpty();
        assertThat(JobId.parse(id.text().substring(0, id.text().length() - 1))).isEmpty();
    }

    @RepeatedTest(200)
    void noOtherBitsAreGenuine(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        JobIdMint mint = mint(random, Instant.ofEpochMilli(random.nextLong(LAST_MILLI + 1)));
        JobId id = mint.mint("acme", new Route(random.nextInt()));
        byte[] forged = id.bytes();
        int bit = random.nextInt(forged.length * Byte.SIZE);
        forged[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);

        assertThat(mint.isGenuine(JobId.of(forged), "acme")).as("bit %d", bit).isFalse();
    }

    @RepeatedTest(200)
    void idsSortAsTheirBytesDo(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        byte[] one = new byte[JobId.BYTES];
        random.nextBytes(one);
        byte[] other = one.clone();
        other[random.nextInt(other.length)] = (byte) random.nextInt();

        int ofText = JobId.of(one).text().compareTo(JobId.of(other).text());
        assertThat(Integer.signum(ofText))
                .isEqualTo(Integer.signum(Arrays.compareUnsigned(one, other)));
    }

    /** Idempotent ids: the same within the key's window, and only there. */
    @RepeatedTest(100)
    void aKeyNamesOneJobUntilItsWindowEnds(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        Route route = new Route(random.nextInt());
        Instant now = Instant.ofEpochMilli(random.nextLong(1L << 42, LAST_MILLI / 2));
        String key = Long.toString(random.nextLong());
        JobId first = mint(random, now).mint("acme", route, key);
        Instant start = first.createdAt();

        assertThat(start).isBetween(now.minus(WINDOW).plusMillis(1), now);
        Instant last = start.plus(WINDOW).minusMillis(1);
        assertThat(mint(random, start).mint("acme", route, key)).isEqualTo(first);
        assertThat(mint(random, last).mint("acme", route, key)).isEqualTo(first);
        assertThat(mint(random, last.plusMillis(1)).mint("acme", route, key)).isNotEqualTo(first);
        assertThat(mint(random, start.minusMillis(1)).mint("acme", route, key)).isNotEqualTo(first);
    }

    private static JobIdMint mint(Random random, Instant now) {
        return new JobIdMint("a secret of the server".getBytes(UTF_8), () -> now, random, WINDOW);
    }
}
