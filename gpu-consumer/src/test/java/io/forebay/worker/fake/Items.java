package io.forebay.worker.fake;

import com.google.protobuf.ByteString;
import io.forebay.schemas.model.Model;
import io.forebay.schemas.model.Traffic;
import io.forebay.schemas.wire.InferenceInput;
import io.forebay.schemas.wire.Lane;
import io.forebay.schemas.wire.Media;
import io.forebay.schemas.wire.ModelRecord;
import io.forebay.schemas.wire.ModelRef;
import io.forebay.schemas.wire.Payload;
import io.forebay.schemas.wire.WireTensor;
import io.forebay.schemas.wire.WorkItem;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/** Work items and models for tests. */
public final class Items {

    private Items() {}

    public static Model model(String version) {
        return model(version, "");
    }

    /**
     * @param manifest lines to add to the manifest
     */
    public static Model model(String version, String manifest) {
        return Model.of(record(version, manifest).build());
    }

    /** A version that shares its requests with others. */
    public static Model sharing(String version, Map<String, Integer> percents) {
        return sharing(version, "", percents);
    }

    /**
     * @param manifest lines to add to the manifest
     */
    public static Model sharing(String version, String manifest, Map<String, Integer> percents) {
        return applied(version, manifest, new Traffic(new TreeMap<>(percents)));
    }

    /** A version that another one runs copies for. */
    public static Model shadowed(String version, String shadow, int percent) {
        return shadowed(version, "", shadow, percent);
    }

    /**
     * @param manifest lines to add to the manifest
     */
    public static Model shadowed(String version, String manifest, String shadow, int percent) {
        return applied(
                version,
                manifest,
                new Traffic(new TreeMap<>(), new Traffic.Share(shadow, percent)));
    }

    private static Model applied(String version, String manifest, Traffic traffic) {
        return Model.of(traffic.write(record(version, manifest)).build());
    }

    private static ModelRecord.Builder record(String version, String manifest) {
        return ModelRecord.newBuilder()
                .setName("m")
                .setVersion(version)
                .setDigest(digest(version))
                .setManifest("name: m\nversion: %s\n%s".formatted(version, manifest));
    }

    public static ByteString digest(String version) {
        return ByteString.copyFromUtf8("digest of " + version);
    }

    /** A flight key whose route is the number. */
    public static ByteString key(int number) {
        return ByteString.copyFrom(ByteBuffer.allocate(32).putInt(number).array());
    }

    /** An interactive item of model version v1, with one tensor named after its number. */
    public static WorkItem.Builder item(int number) {
        InferenceInput input =
                InferenceInput.newBuilder()
                        .addTensors(WireTensor.newBuilder().setName("item-" + number))
                        .build();
        return WorkItem.newBuilder()
                .setFlightKey(key(number))
                .setFlightId("flight-" + number)
                .setAttempt(1)
                .setModel(
                        ModelRef.newBuilder().setName("m").setVersion("v1").setDigest(digest("v1")))
                .setLane(Lane.INTERACTIVE)
                .setRunTimeoutMs(60_000)
                .setTraceparent("00-trace-" + number)
                .setInput(Payload.newBuilder().setInline(input.toByteString()));
    }

    public static WorkItem.Builder pictureItem(int number) {
        InferenceInput input =
                InferenceInput.newBuilder()
                        .setMedia(Media.newBuilder().setContentType("picture-" + number))
                        .build();
        return item(number).setInput(Payload.newBuilder().setInline(input.toByteString()));
    }
}
