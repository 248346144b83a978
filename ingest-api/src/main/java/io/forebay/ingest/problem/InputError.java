package io.forebay.ingest.problem;

import java.util.Locale;

/**
 * One thing that is wrong with a request.
 *
 * @param where a JSON pointer (RFC 6901), or the name of a header or a query parameter
 */
public record InputError(Place place, String where, String detail) {

    /** What {@code where} names. */
    public enum Place {
        POINTER,
        HEADER,
        PARAMETER;

        /** The member that holds it in a problem. */
        public String member() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static InputError pointer(String pointer, String detail) {
        return new InputError(Place.POINTER, pointer, detail);
    }

    public static InputError header(String name, String detail) {
        return new InputError(Place.HEADER, name, detail);
    }

    public static InputError parameter(String name, String detail) {
        return new InputError(Place.PARAMETER, name, detail);
    }
}
