package io.forebay.schemas.payload;

import java.util.regex.Pattern;

/** What keys of payloads look like: paths that cannot leave where they begin. */
public final class PayloadKey {

    private static final Pattern KEY = Pattern.compile("[\\w-][\\w.-]*(/[\\w-][\\w.-]*)*");

    private PayloadKey() {}

    /**
     * The key, as it is.
     *
     * @throws PayloadStoreException when it is none
     */
    public static String require(String key) {
        if (!KEY.matcher(key).matches()) {
            throw new PayloadStoreException("payload key '" + key + "' does not match " + KEY);
        }
        return key;
    }
}
