package io.forebay.loadtests.contract;

/**
 * An answer as a client got it.
 *
 * @param path without the query
 * @param contentType empty when there is none
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record Observed(String method, String path, int status, String contentType, byte[] body) {

    /** Without the parameters of the content type. */
    String mediaType() {
        int semicolon = contentType.indexOf(';');
        return (semicolon < 0 ? contentType : contentType.substring(0, semicolon)).strip();
    }

    @Override
    public String toString() {
        return method + " " + path + " " + status;
    }
}
