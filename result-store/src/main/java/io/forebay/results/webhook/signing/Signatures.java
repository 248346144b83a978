package io.forebay.results.webhook.signing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.stream.Collectors;

/** The {@code webhook-signature} header of Standard Webhooks 1.0. */
public final class Signatures {

    private Signatures() {}

    /**
     * One signature for each key, with spaces between.
     *
     * @param id the {@code webhook-id}
     * @param timestamp the {@code webhook-timestamp}: Unix seconds of the attempt
     */
    public static String header(List<SigningKey> keys, String id, long timestamp, byte[] body) {
        byte[] prefix = (id + "." + timestamp + ".").getBytes(UTF_8);
        byte[] content = new byte[prefix.length + body.length];
        System.arraycopy(prefix, 0, content, 0, prefix.length);
        System.arraycopy(body, 0, content, prefix.length, body.length);
        return keys.stream().map(key -> key.sign(content)).collect(Collectors.joining(" "));
    }
}
