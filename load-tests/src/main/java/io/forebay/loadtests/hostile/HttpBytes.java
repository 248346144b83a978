package io.forebay.loadtests.hostile;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A request of which everything is what it is told to be: no value is checked or escaped.
 *
 * @param start method and path
 * @param headers lines of the head, which are sent as UTF-8
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record HttpBytes(String start, List<String> headers, byte[] body) {

    HttpBytes {
        headers = List.copyOf(headers);
    }

    static HttpBytes post(String path, String contentType, byte[] body) {
        return new HttpBytes("POST " + path, List.of("Content-Type: " + contentType), body);
    }

    static HttpBytes json(String path, String body) {
        return post(path, "application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    static HttpBytes get(String path) {
        return new HttpBytes("GET " + path, List.of(), new byte[0]);
    }

    HttpBytes with(String header) {
        List<String> more = new ArrayList<>(headers);
        more.add(header);
        return new HttpBytes(start, more, body);
    }

    /** All of it, for a connection that is used once. */
    byte[] bytes(String authority, String key) {
        StringBuilder head = new StringBuilder(start + " HTTP/1.1\r\nHost: " + authority + "\r\n");
        head.append("Authorization: Bearer ").append(key).append("\r\nConnection: close\r\n");
        headers.forEach(header -> head.append(header).append("\r\n"));
        head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(head.toString().getBytes(StandardCharsets.UTF_8));
        all.writeBytes(body);
        return all.toByteArray();
    }
}
