package io.forebay.loadtests.hostile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Requests within requests, framing that does not add up, heads that are too large. */
final class RawCases {

    private static final String FAMILY = "raw";
    private static final String HEAD = " HTTP/1.1\r\nHost: HOST\r\nAuthorization: Bearer KEY\r\n";
    private static final String POST =
            "POST /v1/models/noop/jobs" + HEAD + "Content-Type: application/json\r\n";

    /** What is smuggled: were it carried out, it would be answered with 200. */
    private static final String HIDDEN = "GET /v1/models" + HEAD + "Connection: close\r\n\r\n";

    private RawCases() {}

    static List<HostileCase> all() {
        List<HostileCase> cases = new ArrayList<>();
        texts().forEach((name, text) -> cases.add(new RawTalk(FAMILY, name, text, true)));
        return cases;
    }

    private static Map<String, String> texts() {
        Map<String, String> texts = new TreeMap<>();
        smuggled(texts);
        framed(texts);
        heads(texts);
        return texts;
    }

    private static void smuggled(Map<String, String> texts) {
        String chunks = "0\r\n\r\n" + HIDDEN;
        texts.put(
                "length and chunks",
                POST + "Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks);
        texts.put(
                "chunks and length",
                POST + "Transfer-Encoding: chunked\r\nContent-Length: 6\r\n\r\n" + chunks);
        texts.put("two lengths", POST + "Content-Length: 0\r\nContent-Length: 5\r\n\r\n" + HIDDEN);
        texts.put("a list of lengths", POST + "Content-Length: 0, 5\r\n\r\n" + HIDDEN);
        for (String spelling :
                List.of(
                        "Transfer-Encoding: xchunked",
                        "Transfer-Encoding: identity, chunked, identity",
                        "Transfer-Encoding : chunked",
                        "Transfer-Encoding:\u000bchunked",
                        "Transfer-Encoding: \"chunked\"",
                        "Transfer-Encoding: chunked\r\nTransfer-Encoding: x",
                        " Transfer-Encoding: chunked",
                        "X: y\nTransfer-Encoding: chunked")) {
            texts.put(
                    "obscured: " + spelling.replaceAll("\\s+", " "),
                    POST + spelling + "\r\nContent-Length: 5\r\n\r\n" + chunks);
        }
    }

    private static void framed(Map<String, String> texts) {
        for (String length :
                List.of("-1", "+5", "0x5", "5 5", "99999999999999999999", "", "5;q=1")) {
            texts.put(
                    "length " + length,
                    POST + "Content-Length: " + length + "\r\n\r\nhello" + HIDDEN);
        }
        String chunked = POST + "Transfer-Encoding: chunked\r\n\r\n";
        for (String size :
                List.of("-1", "0x5", "g", "FFFFFFFFFFFFFFFFF", "7fffffffffffffff", " 5", "")) {
            texts.put("chunk of " + size, chunked + size + "\r\nhello\r\n0\r\n\r\n");
        }
        texts.put("chunk longer than it says", chunked + "3\r\nhello\r\n0\r\n\r\n");
        texts.put("chunk without an end", chunked + "5\r\nhel");
        texts.put("chunks by bare line feeds", chunked + "5\nhello\n0\n\n");
        texts.put("body cut short", POST + "Content-Length: 500\r\n\r\n{\"inputs\":[");
        texts.put(
                "endless chunk extension", chunked + "5;" + "x".repeat(200_000) + "\r\nhello\r\n");
    }

    private static void heads(Map<String, String> texts) {
        texts.put(
                "a header of 200 KB",
                "GET /v1/models" + HEAD + "X: " + "y".repeat(200_000) + "\r\n\r\n");
        texts.put("20,000 headers", "GET /v1/models" + HEAD + "X: y\r\n".repeat(20_000) + "\r\n");
        texts.put("a path of 100 KB", "GET /" + "y".repeat(100_000) + HEAD + "\r\n");
        texts.put("no host", "GET /v1/models HTTP/1.1\r\nAuthorization: Bearer KEY\r\n\r\n");
        texts.put("two hosts", "GET /v1/models" + HEAD + "Host: other\r\n\r\n");
        texts.put("a null in a header", "GET /v1/models" + HEAD + "X: a\0b\r\n\r\n");
        texts.put("a bare carriage return", "GET /v1/models" + HEAD + "X: a\rY: b\r\n\r\n");
        texts.put("a name with a space", "GET /v1/models" + HEAD + "Bad Name: y\r\n\r\n");
        texts.put("no version", "GET /v1/models\r\n\r\n");
        texts.put("another version", "GET /v1/models HTTP/9.9\r\nHost: HOST\r\n\r\n");
        texts.put("the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
        texts.put(
                "a handshake of TLS", "\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc\u0003\u0003");
        texts.put("zeros", "\0".repeat(4096));
        texts.put("a way out", "GET /../../etc/passwd" + HEAD + "\r\n");
        texts.put("a way out, encoded", "GET /%2e%2e/%2e%2e/etc/passwd" + HEAD + "\r\n");
        texts.put("a null in a path", "GET /v1/models/%00" + HEAD + "\r\n");
        texts.put("half a percent", "GET /v1/models/%f" + HEAD + "\r\n");
        texts.put("trace", "TRACE /v1/models" + HEAD + "\r\n");
        texts.put("connect", "CONNECT example.com:443 HTTP/1.1\r\nHost: example.com:443\r\n\r\n");
        texts.put(
                "an upgrade in a refused call",
                "GET /nothing" + HEAD + "Upgrade: h2c\r\nConnection: Upgrade\r\n\r\n");
        texts.put(
                "expects what nobody does",
                "POST /nothing" + HEAD + "Expect: 200-ok\r\nContent-Length: 0\r\n\r\n");
    }
}
