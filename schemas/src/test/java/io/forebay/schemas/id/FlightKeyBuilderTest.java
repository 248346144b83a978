package io.forebay.schemas.id;

import static io.forebay.schemas.id.FlightKeyBuilder.flightKey;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.forebay.schemas.wire.InferenceInput;
import io.forebay.schemas.wire.Media;
import io.forebay.schemas.wire.ModelRef;
import io.forebay.schemas.wire.WireTensor;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FlightKeyBuilderTest {

    private static final ModelRef MODEL =
            ModelRef.newBuilder()
                    .setName("notes")
                    .setVersion("1")
                    .setDigest(ByteString.copyFromUtf8("digest"))
                    .build();
    private static final WireTensor A = tensor("a", 2, 3);
    private static final WireTensor B = tensor("b", 1, 6);

    @Test
    void isTheSameForTheSameContentInAnyOrder() {
        assertThat(flightKey("acme", MODEL, input(A, B)))
                .isEqualTo(flightKey("acme", MODEL, input(B, A)));
        assertThat(flightKey("acme", MODEL, outputs("x", "y")))
                .isEqualTo(flightKey("acme", MODEL, outputs("y", "x")));
    }

    @Test
    void differsWhereAnythingThatDecidesTheResultDiffers() {
        List<FlightKey> keys =
                List.of(
                        flightKey("acme", MODEL, input(A, B)),
                        flightKey("other", MODEL, input(A, B)),
                        flightKey("", MODEL, input(A, B)),
                        flightKey("acme", MODEL.toBuilder().setVersion("2").build(), input(A, B)),
                        flightKey("acme", MODEL.toBuilder().setName("noted").build(), input(A, B)),
                        flightKey(
                                "acme",
                                MODEL.toBuilder().setDigest(ByteString.EMPTY).build(),
                                input(A, B)),
                        flightKey("acme", MODEL, input(A)),
                        flightKey(
                                "acme",
                                MODEL,
                                input(A, B.toBuilder().setShape(0, 6).setShape(1, 1).build())),
                        flightKey(
                                "acme", MODEL, input(A, B.toBuilder().setDatatype("INT8").build())),
                        flightKey("acme", MODEL, input(A, B.toBuilder().setName("c").build())),
                        flightKey(
                                "acme",
                                MODEL,
                                input(
                                        A,
                                        B.toBuilder()
                                                .setData(ByteString.copyFromUtf8("abcdeg"))
                                                .build())),
                        flightKey("acme", MODEL, outputs("x")),
                        flightKey("acme", MODEL, outputs("x", "y")),
                        flightKey("acme", MODEL, media("image/jpeg", "jpeg")),
                        flightKey("acme", MODEL, media("image/jpeg", "jpeh")));
        Set<FlightKey> distinct = new HashSet<>(keys);
        assertThat(distinct).hasSameSizeAs(keys);
    }

    @Test
    void doesNotDependOnWhatTheMediaIsCalled() {
        assertThat(flightKey("acme", MODEL, media("image/jpeg", "x")))
                .isEqualTo(flightKey("acme", MODEL, media("image/png", "x")));
    }

    @Test
    void isPartOfTheWireContract() {
        assertThat(flightKey("acme", MODEL, input(A, B)).hex())
                .isEqualTo("058a6bebcccb59c470f676a1cab4340ff5500036d9eb60951c4afdcb0f6012d6");
    }

    @Test
    void givesContentsOfOneOrderingKeyOneRoute() {
        FlightKey one = flightKey("acme", MODEL, input(A));
        FlightKey other = flightKey("acme", MODEL, input(B));
        FlightKey first = FlightKeyBuilder.inOrder(one, "acme", "m", "session");
        FlightKey second = FlightKeyBuilder.inOrder(other, "acme", "m", "session");

        assertThat(second.route()).isEqualTo(first.route());
        assertThat(second).isNotEqualTo(first);
        assertThat(FlightKeyBuilder.inOrder(one, "acme", "m", "another").route())
                .isNotEqualTo(first.route());
        assertThat(FlightKeyBuilder.inOrder(one, "else", "m", "session").route())
                .isNotEqualTo(first.route());
        assertThat(FlightKeyBuilder.inOrder(one, "acme", "n", "session").route())
                .isNotEqualTo(first.route());
    }

    @Test
    void routesByItsFirstFourBytes() {
        FlightKey key = FlightKey.parseHex("fffffffe" + "00".repeat(28));

        assertThat(key.route()).isEqualTo(new Route(0xFFFFFFFE));
        assertThat(key.route().partition(24)).isEqualTo((int) (0xFFFFFFFEL % 24));
    }

    private static WireTensor tensor(String name, long... shape) {
        WireTensor.Builder tensor =
                WireTensor.newBuilder()
                        .setName(name)
                        .setDatatype("UINT8")
                        .setData(ByteString.copyFromUtf8("abcdef"));
        for (long dimension : shape) {
            tensor.addShape(dimension);
        }
        return tensor.build();
    }

    private static InferenceInput input(WireTensor... tensors) {
        return InferenceInput.newBuilder().addAllTensors(List.of(tensors)).build();
    }

    private static InferenceInput outputs(String... names) {
        return input(A).toBuilder().addAllRequestedOutputs(List.of(names)).build();
    }

    private static InferenceInput media(String type, String data) {
        return InferenceInput.newBuilder()
                .setMedia(
                        Media.newBuilder()
                                .setContentType(type)
                                .setData(ByteString.copyFromUtf8(data)))
                .build();
    }
}
