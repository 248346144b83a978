package io.forebay.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A message with every field set is written as it ever was. A golden file that has to change is a
 * change of the wire format: new fields only, under new numbers. To write the files of new fields,
 * delete the old ones and run with {@code -Dgolden.write=true}.
 */
class GoldenWireTest {

    private static final Path GOLDEN = Path.of("src/test/resources/wire");
    private static final int DEPTH = 4;

    static Stream<Message> messages() {
        return Stream.of(
                JobEvent.getDefaultInstance(),
                Submission.getDefaultInstance(),
                Cancellation.getDefaultInstance(),
                JobState.getDefaultInstance(),
                WorkItem.getDefaultInstance(),
                Completion.getDefaultInstance(),
                DeadLetter.getDefaultInstance(),
                Withdrawal.getDefaultInstance(),
                Discard.getDefaultInstance(),
                ModelRecord.getDefaultInstance(),
                InferenceInput.getDefaultInstance(),
                InferenceOutput.getDefaultInstance(),
                BatchEvent.getDefaultInstance(),
                BatchOpened.getDefaultInstance(),
                BatchAppended.getDefaultInstance(),
                BatchLineChanged.getDefaultInstance(),
                BatchState.getDefaultInstance(),
                EndpointRecord.getDefaultInstance(),
                WebhookEndpoint.getDefaultInstance(),
                DeliveryEntry.getDefaultInstance(),
                OpenDelivery.getDefaultInstance(),
                CallbackAttachment.getDefaultInstance(),
                DeliveryAttempt.getDefaultInstance(),
                ApiKeyDefinition.getDefaultInstance(),
                ApiKeyEnd.getDefaultInstance(),
                ApiKeyRecord.getDefaultInstance());
    }

    @ParameterizedTest
    @MethodSource("messages")
    void everyFieldIsWrittenAsItEverWas(Message prototype) throws IOException {
        Message filled = filled(prototype, DEPTH);
        String name = prototype.getDescriptorForType().getName();
        Path file = GOLDEN.resolve(name + ".hex");
        String hex = HexFormat.of().formatHex(filled.toByteArray());
        if (Boolean.getBoolean("golden.write") && !Files.exists(file)) {
            Files.writeString(file, hex + "\n");
        }

        assertThat(hex).isEqualTo(Files.readString(file).strip());
    }

    @ParameterizedTest
    @MethodSource("messages")
    void whatWasWrittenOnceIsStillUnderstoodWhole(Message prototype) throws IOException {
        String name = prototype.getDescriptorForType().getName();
        byte[] bytes =
                HexFormat.of().parseHex(Files.readString(GOLDEN.resolve(name + ".hex")).strip());

        Message parsed = prototype.getParserForType().parseFrom(bytes);

        assertThat(unknownFields(parsed)).isZero();
    }

    private static int unknownFields(Message message) throws InvalidProtocolBufferException {
        int unknown = message.getUnknownFields().asMap().size();
        for (Object value : message.getAllFields().values()) {
            for (Object item :
                    value instanceof Iterable<?> list ? list : java.util.List.of(value)) {
                unknown += item instanceof Message nested ? unknownFields(nested) : 0;
            }
        }
        return unknown;
    }

    private static Message filled(Message prototype, int depth) {
        Message.Builder builder = prototype.newBuilderForType();
        Descriptor type = prototype.getDescriptorForType();
        for (FieldDescriptor field : type.getFields()) {
            if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE && depth == 0) {
                continue;
            }
            Object value = value(builder, field, depth);
            if (field.isRepeated()) {
                builder.addRepeatedField(field, value);
            } else {
                builder.setField(field, value);
            }
        }
        return builder.build();
    }

    private static Object value(Message.Builder parent, FieldDescriptor field, int depth) {
        int number = field.getNumber();
        return switch (field.getJavaType()) {
            case INT -> 1000 + number;
            case LONG -> 1_700_000_000_000L + number;
            case FLOAT -> 0.5f + number;
            case DOUBLE -> 0.25 + number;
            case BOOLEAN -> true;
            case STRING -> field.getName();
            case BYTE_STRING -> ByteString.copyFromUtf8(field.getName());
            case ENUM -> field.getEnumType().getValues().getLast();
            case MESSAGE ->
                    filled(parent.newBuilderForField(field).getDefaultInstanceForType(), depth - 1);
        };
    }
}
