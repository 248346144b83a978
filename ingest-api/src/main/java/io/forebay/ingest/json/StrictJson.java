package io.forebay.ingest.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;

/**
 * JSON as RFC 8259 has it and nothing more: UTF-8 without a byte order mark, bounded depth, numbers
 * and names of bounded length, nothing after the value. Safe for use by several threads.
 */
public final class StrictJson {

    /** Levels of nesting. */
    public static final int MAX_DEPTH = 64;

    /** Digits of one number: enough for every double, too few to make parsing quadratic. */
    static final int MAX_NUMBER_LENGTH = 1000;

    static final int MAX_NAME_LENGTH = 1024;

    // Names are not interned and tables not shared for ever: clients choose them.
    static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .disable(JsonFactory.Feature.CHARSET_DETECTION)
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
                    .enable(StreamReadFeature.USE_FAST_BIG_NUMBER_PARSER)
                    .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
                    .recyclerPool(JsonRecyclerPools.newBoundedPool(64))
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(MAX_DEPTH)
                                    .maxNumberLength(MAX_NUMBER_LENGTH)
                                    .maxNameLength(MAX_NAME_LENGTH)
                                    .maxStringLength(Integer.MAX_VALUE)
                                    .build())
                    .build();

    private StrictJson() {}

    /** Whether the bytes may be JSON text at all. */
    public static boolean isUtf8(byte[] bytes, int offset, int length) {
        boolean marked =
                length >= 3
                        && bytes[offset] == (byte) 0xEF
                        && bytes[offset + 1] == (byte) 0xBB
                        && bytes[offset + 2] == (byte) 0xBF;
        return !marked && UnsafeByteOperations.unsafeWrap(bytes, offset, length).isValidUtf8();
    }

    /** A parser over bytes that are UTF-8. */
    public static JsonParser parser(byte[] bytes, int offset, int length) throws IOException {
        return FACTORY.createParser(bytes, offset, length);
    }
}
