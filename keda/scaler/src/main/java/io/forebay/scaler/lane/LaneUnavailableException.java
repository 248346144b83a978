package io.forebay.scaler.lane;

/** Nothing can be said of a lane now; KEDA's fallback should act. */
public final class LaneUnavailableException extends RuntimeException {

    public LaneUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
