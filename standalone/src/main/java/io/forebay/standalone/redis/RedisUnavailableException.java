package io.forebay.standalone.redis;

/** Redis cannot be started here. */
public final class RedisUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RedisUnavailableException(String message) {
        super(message);
    }

    RedisUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
