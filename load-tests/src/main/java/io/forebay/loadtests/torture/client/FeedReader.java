package io.forebay.loadtests.torture.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.forebay.loadtests.calls.Nodes;
import io.forebay.loadtests.calls.Outcome;
import io.forebay.loadtests.cluster.TenantKey;
import io.forebay.loadtests.history.History;
import io.forebay.loadtests.history.Kind;
import io.forebay.loadtests.history.Value;
import io.forebay.loadtests.history.What;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** Follows a tenant's feed by its cursors, at any node. {@link #run} is one thread's. */
final class FeedReader {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final long PAUSE_MILLIS = 500;

    private final History history;
    private final Nodes nodes;
    private final TenantKey tenant;
    private final AtomicLong seen = new AtomicLong();
    private String cursor = "";

    FeedReader(History history, Nodes nodes, TenantKey tenant) {
        this.history = history;
        this.nodes = nodes;
        this.tenant = tenant;
    }

    TenantKey tenant() {
        return tenant;
    }

    /** How many ends it was shown. */
    long seen() {
        return seen.get();
    }

    void run(BooleanSupplier ended) throws InterruptedException {
        for (int page = 0; !ended.getAsBoolean(); page++) {
            String from = cursor.isEmpty() ? "" : "&cursor=" + cursor;
            Outcome outcome = nodes.get(page, tenant.text(), "/v1/feed?limit=200&wait=2s" + from);
            if (outcome instanceof Outcome.Answered answer && answer.status() == 200) {
                read(answer);
            } else {
                note(Kind.INFO, "", Value.detail(words(outcome)));
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        }
    }

    private void read(Outcome.Answered page) {
        try {
            for (String line : page.body().split("\n")) {
                if (line.isBlank()) {
                    continue;
                }
                JsonNode entry = MAPPER.readTree(line);
                note(
                        Kind.OK,
                        entry.path("job").path("id").asText(),
                        Sightings.of(entry.path("job")));
                seen.incrementAndGet();
                cursor = entry.path("cursor").asText();
            }
            cursor = page.header().apply("Forebay-Cursor");
        } catch (IOException e) {
            // Half a line: the next page begins behind the last whole one.
            note(Kind.INFO, "", Value.detail("a page broke off"));
        }
    }

    private static String words(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Answered answer -> answer.status() + " " + answer.code();
            case Outcome.Unknown(String reason) -> reason;
        };
    }

    private void note(Kind kind, String job, Value value) {
        history.add("feed-" + tenant.tenant(), kind, What.FEED, tenant.tenant(), "", job, value);
    }
}
