package io.forebay.ingest.overview;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the scaler; one that does not answer at once is waited for half a second. */
final class HttpScaling implements Scaling {

    private static final Logger LOG = LoggerFactory.getLogger(HttpScaling.class);
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final int TIMEOUT_MILLIS = 500;
    private static final int MOST_BYTES = 4 << 20;

    private final URI explain;

    HttpScaling(URI explain) {
        this.explain = explain;
    }

    @Override
    public Optional<List<ScaledLane>> lanes() {
        try {
            return Optional.of(read(MAPPER.readTree(body())));
        } catch (IOException e) {
            LOG.atDebug().setCause(e).addKeyValue("scaler", explain).log("the scaler is away");
            return Optional.empty();
        }
    }

    private byte[] body() throws IOException {
        HttpURLConnection connection = (HttpURLConnection) explain.toURL().openConnection();
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        connection.setInstanceFollowRedirects(false);
        try (InputStream body = connection.getInputStream()) {
            if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
                throw new IOException("status " + connection.getResponseCode());
            }
            return body.readNBytes(MOST_BYTES);
        }
    }

    private static List<ScaledLane> read(JsonNode explained) {
        List<ScaledLane> lanes = new ArrayList<>();
        for (JsonNode lane : explained.path("lanes")) {
            List<String> why = new ArrayList<>();
            lane.path("why").forEach(line -> why.add(line.asText()));
            lanes.add(
                    new ScaledLane(
                            lane.path("lane").asText(),
                            lane.path("at").asText(),
                            lane.path("replicas").asInt(),
                            lane.path("sample").path("workers").asInt(),
                            why));
        }
        return lanes;
    }
}
