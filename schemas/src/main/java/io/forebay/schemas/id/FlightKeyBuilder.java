package io.forebay.schemas.id;

import com.google.protobuf.ByteString;
import io.forebay.schemas.wire.InferenceInput;
import io.forebay.schemas.wire.ModelRef;
import io.forebay.schemas.wire.WireTensor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.List;

/**
 * Digests what decides a result into a {@link FlightKey}. Confined to one caller.
 *
 * <p>Every field goes in behind its length, so that no two different contents give the same bytes;
 * tensors go in by name order, because their order in a request means nothing. The layout is part
 * of the wire contract: changing it empties every cache.
 */
public final class FlightKeyBuilder {

    private final MessageDigest sha256;

    private FlightKeyBuilder() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * The key of a flight.
     *
     * @param scope the tenant, or empty for a model whose results are shared by all tenants
     */
    public static FlightKey flightKey(String scope, ModelRef model, InferenceInput input) {
        FlightKeyBuilder builder = new FlightKeyBuilder();
        builder.text("forebay-flight-1").text(scope).text(model.getName()).text(model.getVersion());
        builder.bytes(model.getDigest());
        builder.outputs(input.getRequestedOutputsList());
        builder.media(input);
        builder.tensors(input.getTensorsList());
        return FlightKey.of(builder.sha256.digest());
    }

    /**
     * The key of a flight that one job has to itself: on the shared flight's route, because that is
     * in the job's id, and otherwise one that nobody else can name.
     */
    public static FlightKey alone(FlightKey shared, JobId id) {
        FlightKeyBuilder builder = new FlightKeyBuilder();
        builder.sha256.update(shared.toByteArray());
        byte[] digest = builder.sha256.digest(id.text().getBytes(StandardCharsets.UTF_8));
        byte[] own = shared.toByteArray();
        System.arraycopy(digest, 0, own, Integer.BYTES, own.length - Integer.BYTES);
        return FlightKey.of(own);
    }

    /**
     * The content's key on the route that all jobs of an ordering key have in common, so that they
     * meet in one partition, whose log says what comes after what.
     *
     * @param content the key that the job would have without an ordering key
     */
    public static FlightKey inOrder(
            FlightKey content, String tenant, String model, String orderingKey) {
        FlightKeyBuilder builder = new FlightKeyBuilder();
        builder.text("forebay-order-1").text(tenant).text(model).text(orderingKey);
        byte[] line = builder.sha256.digest();
        byte[] own = content.toByteArray();
        System.arraycopy(line, 0, own, 0, Integer.BYTES);
        return FlightKey.of(own);
    }

    private void outputs(List<String> names) {
        number(names.size());
        names.stream().sorted().forEach(this::text);
    }

    private void media(InferenceInput input) {
        number(input.hasMedia() ? 1 : 0);
        if (input.hasMedia()) {
            // The bytes alone decide: the decoder goes by what they are, not by what they are
            // called.
            bytes(input.getMedia().getData());
        }
    }

    private void tensors(List<WireTensor> tensors) {
        number(tensors.size());
        tensors.stream().sorted(Comparator.comparing(WireTensor::getName)).forEach(this::tensor);
    }

    private void tensor(WireTensor tensor) {
        text(tensor.getName()).text(tensor.getDatatype()).number(tensor.getShapeCount());
        tensor.getShapeList().forEach(this::number);
        bytes(tensor.getData());
    }

    private FlightKeyBuilder text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        number(utf8.length);
        sha256.update(utf8);
        return this;
    }

    private FlightKeyBuilder number(long number) {
        sha256.update(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
        return this;
    }

    private void bytes(ByteString bytes) {
        number(bytes.size());
        bytes.asReadOnlyByteBufferList().forEach(sha256::update);
    }
}
