package io.forebay.loadtests.hostile;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.loadtests.job.Target;
import java.io.IOException;
import java.util.List;

/** Another tenant, by a key that an operator makes and takes back. */
record Stranger(Assailant operator, String id, String key) {

    /**
     * @param operator whose key may make keys of other tenants
     * @throws IllegalStateException when it may not
     * @throws IOException when the instance cannot be reached
     */
    static Stranger of(Target operator) throws IOException {
        Assailant client = new Assailant(operator);
        Reply made =
                client.ask(
                        HttpBytes.json(
                                "/v1/keys",
                                "{\"tenant\":\"stranger\",\"name\":\"hostile\",\"scopes\":[\"submit\",\"read\"]}"));
        JsonNode json = made.json();
        if (!made.isAccepted()) {
            throw new IllegalStateException("no key of another tenant: " + made);
        }
        return new Stranger(client, json.path("id").asText(), json.path("key").asText());
    }

    void leave() throws IOException {
        var _ = operator.ask(new HttpBytes("DELETE /v1/keys/" + id, List.of(), new byte[0]));
    }
}
