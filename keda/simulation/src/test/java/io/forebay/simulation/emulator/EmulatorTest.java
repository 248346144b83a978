package io.forebay.simulation.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmulatorTest {

    private static final String OBJECT =
            """
            apiVersion: keda.sh/v1alpha1
            kind: ScaledObject
            metadata: { name: notes }
            spec:
              minReplicaCount: 0
              maxReplicaCount: 12
              pollingInterval: 5
              cooldownPeriod: 60
              advanced:
                horizontalPodAutoscalerConfig:
                  behavior:
                    scaleUp:
                      tolerance: 0
                      policies:
                        - { type: Percent, value: 100, periodSeconds: 15 }
                        - { type: Pods, value: 4, periodSeconds: 15 }
                    scaleDown:
                      stabilizationWindowSeconds: 30
              triggers:
                - { type: kafka, metadata: { lagThreshold: "10" } }
                - { type: cron, metadata: { desiredReplicas: "2" } }
                - { type: external-push, metadata: { model: notes } }
            """;

    private final Map<String, TriggerReading> says = new HashMap<>();
    private Emulator emulator;
    private ScaledObject object;

    @BeforeEach
    void read(@TempDir Path folder) throws IOException {
        object = ScaledObject.read(Files.writeString(folder.resolve("notes.yaml"), OBJECT));
        emulator =
                new Emulator(
                        object,
                        (trigger, replicas) ->
                                says.getOrDefault(trigger.type(), new TriggerReading(false, 0, 1)));
    }

    @Test
    void readsWhatKedaWouldRead() {
        assertThat(object.maxReplicas()).isEqualTo(12);
        assertThat(object.polling()).isEqualTo(5);
        assertThat(object.behavior().upPods()).isEqualTo(4);
        assertThat(object.behavior().tolerance()).isZero();
        assertThat(object.behavior().downWindow()).isEqualTo(30);
        assertThat(object.triggers())
                .extracting(ScaledObject.TriggerSpec::type)
                .containsExactly("kafka", "cron", "external-push");
    }

    @Test
    void wakesByLagFollowsTheLargestTriggerAndSleepsAfterTheCooldown() {
        assertThat(emulator.replicas(0, 0)).isZero();
        says.put("kafka", new TriggerReading(true, 35, 10));
        assertThat(emulator.replicas(5, 0)).isEqualTo(1);
        assertThat(emulator.replicas(10, 1)).isEqualTo(4);
        says.put("external-push", new TriggerReading(true, 9, 1));
        assertThat(emulator.replicas(25, 4)).isEqualTo(8);
        assertThat(emulator.replicas(40, 8)).isEqualTo(9);
        says.clear();
        assertThat(emulator.replicas(55, 9)).as("within the window").isEqualTo(9);
        assertThat(emulator.replicas(90, 9)).isEqualTo(1);
        assertThat(emulator.replicas(101, 1)).isZero();
    }

    @Test
    void theScheduleIsAFloor() {
        says.put("cron", new TriggerReading(true, 2, 1));
        assertThat(emulator.replicas(0, 0)).isEqualTo(1);
        assertThat(emulator.replicas(5, 1)).isEqualTo(2);
    }
}
