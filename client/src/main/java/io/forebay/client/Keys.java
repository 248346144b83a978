package io.forebay.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * API keys that are issued while the service runs, as the contract shows them. Needs a key with the
 * scope {@code operate}.
 */
public final class Keys {

    private static final String PATH = "/v1/keys";

    private final Transport transport;

    Keys(Transport transport) {
        this.transport = transport;
    }

    /**
     * What a new key is to be.
     *
     * @param tenant whose; the caller's own when empty
     * @param name for people; may be empty
     * @param scopes of submit, read and operate
     * @param expiresIn how long it is valid; until it is revoked when absent
     */
    public record Wanted(
            String tenant, String name, List<String> scopes, Optional<Duration> expiresIn) {

        public Wanted {
            scopes = List.copyOf(scopes);
        }
    }

    /**
     * The keys of a tenant, the oldest first.
     *
     * @param tenant empty for all that the caller may see
     */
    public List<JsonNode> list(String tenant) {
        String query = tenant.isEmpty() ? "" : "?tenant=" + ForebayClient.part(tenant);
        List<JsonNode> keys = new ArrayList<>();
        transport.json(Call.get(PATH + query)).path("data").forEach(keys::add);
        return List.copyOf(keys);
    }

    /** Issues a key; its member {@code key} is the text, which is shown this once. */
    public JsonNode create(Wanted wanted) {
        ObjectNode body = Json.object();
        if (!wanted.tenant().isEmpty()) {
            body.put("tenant", wanted.tenant());
        }
        if (!wanted.name().isEmpty()) {
            body.put("name", wanted.name());
        }
        wanted.scopes().forEach(body.putArray("scopes")::add);
        wanted.expiresIn().ifPresent(life -> body.put("expiresIn", life.toString()));
        return transport.json(Call.post(PATH).body("application/json", bytes(body)));
    }

    /**
     * Issues a key for the place of another.
     *
     * @param overlap how long the one before is still valid; as the server has it when absent
     */
    public JsonNode rotate(String id, Optional<Duration> overlap) {
        ObjectNode body = Json.object();
        overlap.ifPresent(time -> body.put("overlap", time.toString()));
        return transport.json(
                Call.post(path(id) + "/rotate").body("application/json", bytes(body)));
    }

    /**
     * Makes it invalid for ever.
     *
     * @return which one it was, no longer {@code valid}
     */
    public JsonNode revoke(String id) {
        JsonNode key = transport.json(Call.get(path(id)));
        transport.json(Call.delete(path(id)));
        return key.<ObjectNode>deepCopy().put("valid", false);
    }

    private static String path(String id) {
        return PATH + "/" + ForebayClient.part(id);
    }

    private static byte[] bytes(ObjectNode body) {
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }
}
