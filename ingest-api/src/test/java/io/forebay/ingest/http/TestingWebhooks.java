package io.forebay.ingest.http;

import io.forebay.ingest.publish.Notices;
import io.forebay.ingest.publish.Publisher;
import io.forebay.ingest.webhook.CallbackRules;
import io.forebay.ingest.webhook.EndpointBook;
import io.forebay.ingest.webhook.WebhookConfig;
import io.forebay.results.reader.DeliveryReader;
import io.forebay.schemas.id.BatchId;
import io.forebay.schemas.id.JobId;
import io.forebay.schemas.webhook.Endpoint;
import io.forebay.schemas.webhook.Endpoints;
import io.forebay.schemas.webhook.SecretSeal;
import io.forebay.schemas.webhook.TargetConfig;
import io.forebay.schemas.webhook.TargetPolicy;
import io.forebay.schemas.wire.DeliveryAttempt;
import io.forebay.schemas.wire.DeliveryEntry;
import io.forebay.schemas.wire.EndpointRecord;
import io.forebay.schemas.wire.EndpointStanding;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** Webhooks whose log is in memory. */
final class TestingWebhooks implements Notices, Endpoints, DeliveryReader {

    static final String SECRET_KEY = "the same on every node";

    final Map<String, EndpointRecord> endpoints = new ConcurrentSkipListMap<>();
    final Map<String, DeliveryEntry> entries = new ConcurrentSkipListMap<>();
    volatile List<DeliveryAttempt> attempts = List.of();
    volatile boolean away;
    final SecretSeal seal = new SecretSeal(SECRET_KEY, new SecureRandom());

    /** Those of a server that has no key to keep secrets with. */
    WebhookServices none() {
        WebhookConfig config = new WebhookConfig("", TargetConfig.DEFAULT, 3, Duration.ofHours(24));
        return new WebhookServices(
                config, CallbackRules.none(), Optional.empty(), this, this, this);
    }

    WebhookServices services() {
        WebhookConfig config =
                new WebhookConfig(SECRET_KEY, TargetConfig.DEFAULT, 3, Duration.ofHours(24));
        CallbackRules rules = new CallbackRules(Optional.of(new TargetPolicy(config.targets())));
        return new WebhookServices(
                config,
                rules,
                Optional.of(new EndpointBook(rules, seal, new SecureRandom())),
                this,
                this,
                this);
    }

    @Override
    public Publisher.Outcome endpoint(String key, @Nullable EndpointRecord record) {
        if (away) {
            return new Publisher.Outcome.Unavailable("away");
        }
        if (record == null) {
            endpoints.remove(key);
        } else {
            endpoints.put(key, record);
        }
        return new Publisher.Outcome.Acknowledged();
    }

    @Override
    public Publisher.Outcome delivery(JobId job, String key, DeliveryEntry entry) {
        if (away) {
            return new Publisher.Outcome.Unavailable("away");
        }
        entries.put(key, entry);
        return new Publisher.Outcome.Acknowledged();
    }

    @Override
    public Collection<Endpoint> of(String tenant) {
        return endpoints.values().stream()
                .filter(EndpointRecord::hasEndpoint)
                .filter(record -> record.getEndpoint().getTenant().equals(tenant))
                .map(record -> new Endpoint(record.getEndpoint(), standing(record)))
                .toList();
    }

    @Override
    public Optional<Endpoint> find(String tenant, String id) {
        return of(tenant).stream().filter(one -> one.definition().getId().equals(id)).findFirst();
    }

    @Override
    public boolean await(String tenant, String id, long revision, Duration patience) {
        return find(tenant, id).isPresent();
    }

    @Override
    public Deliveries deliveries(BatchId id) {
        return away ? new Deliveries.Unavailable("away") : new Deliveries.Found(attempts);
    }

    @Override
    public Deliveries deliveries(JobId id) {
        return away ? new Deliveries.Unavailable("away") : new Deliveries.Found(attempts);
    }

    private EndpointStanding standing(EndpointRecord record) {
        EndpointRecord standing =
                endpoints.get(
                        record.getEndpoint().getTenant()
                                + "/"
                                + record.getEndpoint().getId()
                                + "/standing");
        return standing == null ? EndpointStanding.getDefaultInstance() : standing.getStanding();
    }
}
