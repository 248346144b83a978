package io.forebay.client;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * One request.
 *
 * @param path with its query
 * @param body makes the body anew for each attempt
 * @param repeats whether a second time does what one time does
 * @param patience how long the server is asked to wait before it answers
 */
record Call(
        String method,
        String path,
        Map<String, String> headers,
        Supplier<BodyPublisher> body,
        boolean repeats,
        Duration patience) {

    Call {
        headers = Map.copyOf(headers);
    }

    static Call get(String path) {
        return new Call("GET", path, Map.of(), BodyPublishers::noBody, true, Duration.ZERO);
    }

    static Call post(String path) {
        return new Call("POST", path, Map.of(), BodyPublishers::noBody, false, Duration.ZERO);
    }

    static Call put(String path) {
        return new Call("PUT", path, Map.of(), BodyPublishers::noBody, true, Duration.ZERO);
    }

    static Call delete(String path) {
        return new Call("DELETE", path, Map.of(), BodyPublishers::noBody, true, Duration.ZERO);
    }

    Call with(String header, String value) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put(header, value);
        return new Call(method, path, all, body, repeats, patience);
    }

    Call with(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putAll(more);
        return new Call(method, path, all, body, repeats, patience);
    }

    Call body(String contentType, Supplier<BodyPublisher> made) {
        return new Call(method, path, headers, made, repeats, patience)
                .with("Content-Type", contentType);
    }

    Call body(String contentType, byte[] bytes) {
        return body(contentType, () -> BodyPublishers.ofByteArray(bytes));
    }

    Call repeatable() {
        return new Call(method, path, headers, body, true, patience);
    }

    Call waiting(Duration asked) {
        return new Call(method, path, headers, body, repeats, asked);
    }
}
