package io.forebay.schemas.id;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes job ids and tells genuine ones. Safe for use by several threads.
 *
 * <p>The MAC is HMAC-SHA-256 under the server's secret over the id's body and the tenant, cut to 56
 * bits: an id of another tenant, or one that was guessed, is refused without a look at any store.
 */
public final class JobIdMint {

    private static final String ALGORITHM = "HmacSHA256";

    /** The bit of the unique part that {@link JobId#isAnswered} reads. */
    private static final long ANSWERED = Long.MIN_VALUE;

    private final SecretKey secret;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Function<String, Duration> idempotencyWindow;

    /**
     * @param secret at least 16 bytes, the same on every ingest node
     * @param idempotencyWindow for how long an Idempotency-Key gives the same id without any store
     */
    public JobIdMint(
            byte[] secret,
            InstantSource clock,
            RandomGenerator random,
            Duration idempotencyWindow) {
        this(secret, clock, random, _ -> idempotencyWindow);
    }

    /**
     * @param secret at least 16 bytes, the same on every ingest node
     * @param idempotencyWindow for how long an Idempotency-Key of a tenant gives the same id
     *     without any store
     */
    public JobIdMint(
            byte[] secret,
            InstantSource clock,
            RandomGenerator random,
            Function<String, Duration> idempotencyWindow) {
        if (secret.length < 16) {
            throw new IllegalArgumentException(
                    "the job id secret has " + secret.length + " bytes; it needs at least 16");
        }
        this.secret = new SecretKeySpec(secret, ALGORITHM);
        this.clock = clock;
        this.random = random;
        this.idempotencyWindow = idempotencyWindow;
    }

    /** A new id. */
    public JobId mint(String tenant, Route route) {
        return sealed(tenant, clock.millis(), route, random.nextLong() & ~ANSWERED);
    }

    /** A new id of a job whose result goes out with it. */
    public JobId mintAnswered(String tenant, Route route) {
        return sealed(tenant, clock.millis(), route, random.nextLong() | ANSWERED);
    }

    /** The id of the job that a tenant names by an Idempotency-Key: the same within the window. */
    public JobId mint(String tenant, Route route, String idempotencyKey) {
        return mint(tenant, route, idempotencyKey, 0);
    }

    /** The id that the key named in the window before. */
    public JobId mintBefore(String tenant, Route route, String idempotencyKey) {
        return mint(tenant, route, idempotencyKey, 1);
    }

    private JobId mint(String tenant, Route route, String idempotencyKey, int windowsAgo) {
        ByteBuffer derived = ByteBuffer.wrap(mac("idempotency-key", tenant, idempotencyKey));
        long unique = derived.getLong() & ~ANSWERED;
        long window = idempotencyWindow.apply(tenant).toMillis();
        // Windows start at a moment of the key's own, so that not all keys change ids at once.
        long phase = Long.remainderUnsigned(derived.getLong(), window);
        long number = Math.floorDiv(clock.millis() - phase, window) - windowsAgo;
        return sealed(tenant, number * window + phase, route, unique);
    }

    /** The id of a line's job: the same however often the line is submitted. */
    public JobId mintLine(String tenant, Route route, BatchId batch, long line, int round) {
        String name = "%s/%d/%d".formatted(batch.text(), line, round);
        long unique = ByteBuffer.wrap(mac("batch-line", tenant, name)).getLong() & ~ANSWERED;
        return sealed(tenant, batch.createdAt().toEpochMilli(), route, unique);
    }

    /** A new batch's id, on a route by chance. */
    public BatchId mintBatch(String tenant) {
        byte[] body = body(clock.millis(), new Route(random.nextInt()), random.nextLong());
        return BatchId.of(sealed(body, seal("batch-id", tenant, body)));
    }

    public boolean isGenuine(JobId id, String tenant) {
        return isGenuine("job-id", tenant, id.bytes());
    }

    public boolean isGenuine(BatchId id, String tenant) {
        return isGenuine("batch-id", tenant, id.bytes());
    }

    private boolean isGenuine(String use, String tenant, byte[] bytes) {
        byte[] body = Arrays.copyOf(bytes, JobId.BODY_BYTES);
        byte[] seal = Arrays.copyOfRange(bytes, JobId.BODY_BYTES, JobId.BYTES);
        return MessageDigest.isEqual(seal, seal(use, tenant, body));
    }

    private JobId sealed(String tenant, long millis, Route route, long unique) {
        byte[] body = body(millis, route, unique);
        return JobId.of(sealed(body, seal("job-id", tenant, body)));
    }

    private static byte[] body(long millis, Route route, long unique) {
        return ByteBuffer.allocate(JobId.BODY_BYTES)
                .putShort((short) (millis >>> 32))
                .putInt((int) millis)
                .putInt(route.value())
                .putLong(unique)
                .array();
    }

    private static byte[] sealed(byte[] body, byte[] seal) {
        return ByteBuffer.allocate(JobId.BYTES).put(body).put(seal).array();
    }

    private byte[] seal(String use, String tenant, byte[] body) {
        return Arrays.copyOf(
                mac(use, tenant, new String(body, StandardCharsets.ISO_8859_1)), JobId.MAC_BYTES);
    }

    private byte[] mac(String use, String tenant, String value) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            for (String part : new String[] {use, tenant, value}) {
                byte[] utf8 = part.getBytes(StandardCharsets.UTF_8);
                mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(utf8.length).array());
                mac.update(utf8);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
