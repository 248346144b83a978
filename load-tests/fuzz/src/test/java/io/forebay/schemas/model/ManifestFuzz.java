package io.forebay.schemas.model;

import static io.forebay.fuzz.Property.holds;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.forebay.fuzz.Parts;
import io.forebay.schemas.config.ConfigException;
import io.forebay.schemas.wire.FlightPolicy;
import java.time.Duration;

/** {@code model.yaml}: a manifest that exists gives rules that the dispatcher can keep. */
final class ManifestFuzz {

    @FuzzTest
    void manifest(byte[] bytes) {
        ModelManifest manifest;
        try {
            manifest = ModelManifest.parse(Parts.text(bytes), "model.yaml");
        } catch (ConfigException e) {
            return;
        }
        FlightPolicy policy = manifest.policy(manifest.limits().runTimeout(), Duration.ZERO);
        holds(policy.getCacheTtlMs() >= 0, "a time to live below zero");
        holds(policy.getCacheMaxEntries() >= 0, "fewer entries than none");
        holds(policy.getRunTimeoutMs() >= 0, "a time to run below zero");
        holds(policy.getBackoffMs() >= 0 && policy.getMaxBackoffMs() >= 0, "a pause below zero");
        holds(policy.getMaxAttempts() >= 1, "no attempt");
        holds(manifest.limits().queueTimeout().toMillis() >= 0, "a time to wait below zero");
        holds(manifest.batching().maxQueueDelay().toNanos() >= 0, "a delay below zero");
    }
}
