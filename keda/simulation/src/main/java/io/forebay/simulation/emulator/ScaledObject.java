package io.forebay.simulation.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.forebay.simulation.keda.HpaBehavior;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A ScaledObject (keda.sh/v1alpha1), as far as scaling goes.
 *
 * @param polling seconds
 * @param cooldown seconds
 */
public record ScaledObject(
        String name,
        int minReplicas,
        int maxReplicas,
        double polling,
        double cooldown,
        HpaBehavior behavior,
        List<TriggerSpec> triggers) {

    /** One trigger's {@code type} and {@code metadata}. */
    public record TriggerSpec(String type, Map<String, String> metadata) {

        public TriggerSpec {
            metadata = Map.copyOf(metadata);
        }

        TriggerSpec with(Map<String, String> others) {
            Map<String, String> all = new HashMap<>(metadata);
            all.putAll(others);
            return new TriggerSpec(type, all);
        }
    }

    public ScaledObject {
        triggers = List.copyOf(triggers);
    }

    /**
     * @throws IllegalArgumentException when the file is no ScaledObject
     */
    public static ScaledObject read(Path file) {
        try {
            JsonNode root = new YAMLMapper().readTree(file.toFile());
            if (!root.path("kind").asText().equals("ScaledObject")) {
                throw new IllegalArgumentException(file + " is not a ScaledObject");
            }
            JsonNode spec = root.path("spec");
            return new ScaledObject(
                    root.path("metadata").path("name").asText(),
                    spec.path("minReplicaCount").asInt(0),
                    spec.path("maxReplicaCount").asInt(100),
                    spec.path("pollingInterval").asDouble(30),
                    spec.path("cooldownPeriod").asDouble(300),
                    behavior(
                            spec.path("advanced")
                                    .path("horizontalPodAutoscalerConfig")
                                    .path("behavior")),
                    triggers(spec.path("triggers")));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /**
     * The same for a model and a machine with other figures, as an overlay would patch it.
     *
     * @param metadata that replaces what triggers of a type say, by type
     */
    public ScaledObject with(int most, Map<String, Map<String, String>> metadata) {
        return new ScaledObject(
                name,
                minReplicas,
                most,
                polling,
                cooldown,
                behavior,
                triggers.stream()
                        .map(one -> one.with(metadata.getOrDefault(one.type(), Map.of())))
                        .toList());
    }

    private static List<TriggerSpec> triggers(JsonNode nodes) {
        List<TriggerSpec> triggers = new ArrayList<>();
        for (JsonNode node : nodes) {
            Map<String, String> metadata = new HashMap<>();
            for (Map.Entry<String, JsonNode> entry : node.path("metadata").properties()) {
                metadata.put(entry.getKey(), entry.getValue().asText());
            }
            triggers.add(new TriggerSpec(node.path("type").asText(), metadata));
        }
        return triggers;
    }

    private static HpaBehavior behavior(JsonNode node) {
        HpaBehavior usual = HpaBehavior.DEFAULT;
        JsonNode up = node.path("scaleUp");
        JsonNode down = node.path("scaleDown");
        JsonNode upPolicies = up.path("policies");
        JsonNode percentDown = policy(down.path("policies"), "Percent");
        return new HpaBehavior(
                usual.syncPeriod(),
                upPolicies.isMissingNode()
                        ? usual.upPercent()
                        : policy(upPolicies, "Percent").path("value").asInt(0),
                upPolicies.isMissingNode()
                        ? usual.upPods()
                        : policy(upPolicies, "Pods").path("value").asInt(0),
                upPolicies.path(0).path("periodSeconds").asDouble(usual.upPeriod()),
                up.path("stabilizationWindowSeconds").asDouble(usual.upWindow()),
                percentDown.path("value").asInt(usual.downPercent()),
                percentDown.path("periodSeconds").asDouble(usual.downPeriod()),
                down.path("stabilizationWindowSeconds").asDouble(usual.downWindow()),
                quantity(up.path("tolerance").asText("100m")));
    }

    private static JsonNode policy(JsonNode policies, String type) {
        for (JsonNode policy : policies) {
            if (policy.path("type").asText().equals(type)) {
                return policy;
            }
        }
        return policies.path("none");
    }

    /** A Kubernetes quantity, in thousandths or whole. */
    private static double quantity(String text) {
        return text.endsWith("m")
                ? Double.parseDouble(text.substring(0, text.length() - 1)) / 1_000
                : Double.parseDouble(text);
    }
}
