package io.forebay.loadtests.http;

import java.nio.ByteBuffer;

/**
 * One response.
 *
 * @param keepAlive whether the connection can be used again
 * @param body the content in an array-backed buffer; valid until the connection's next answer
 */
public record HttpAnswer(int status, boolean keepAlive, ByteBuffer body) {

    /** Whether the status is 2xx. */
    public boolean isSuccess() {
        return status / 100 == 2;
    }
}
