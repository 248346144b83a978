package io.forebay.manifests.scaling;

/** A ScaledObject that is right, with what it scales. */
final class Scaled {

    static final String RIGHT =
            """
            apiVersion: keda.sh/v1alpha1
            kind: ScaledObject
            metadata:
              name: worker
              annotations:
                forebay.io/jobs-per-second: "100"
                forebay.io/cold-start: 20s
                forebay.io/wait-slo: 60s
                forebay.io/run-timeout: 30s
            spec:
              scaleTargetRef: { name: worker }
              minReplicaCount: 0
              maxReplicaCount: 24
              cooldownPeriod: 300
              fallback: { failureThreshold: 3, replicas: 2, behavior: currentReplicasIfHigher }
              triggers:
                - type: kafka
                  name: lag
                  metadata:
                    bootstrapServers: kafka.data:9092
                    consumerGroup: forebay.worker.notes.bulk
                    topic: forebay.work.notes.bulk
                    lagThreshold: "5500"
                    offsetResetPolicy: earliest
                - type: cron
                  name: hours
                  metadata:
                    timezone: Europe/Berlin
                    start: 30 6 * * 1-5
                    end: 0 20 * * 1-5
                    desiredReplicas: "2"
                - type: external-push
                  name: forecast
                  metadata:
                    scalerAddress: forebay-scaler:9090
                    model: notes
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: worker
            spec:
              template:
                spec:
                  terminationGracePeriodSeconds: 60
                  containers:
                    - name: worker
                      envFrom:
                        - configMapRef: { name: kafka }
                  volumes:
                    - name: config
                      configMap: { name: worker }
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: worker
            data:
              worker.yaml: |
                drain-timeout: 40s
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: kafka
            data:
              FOREBAY_TOPICS__WORK_PARTITIONS: "24"
              FOREBAY_KAFKA__BOOTSTRAP_SERVERS: one.data:9092,two:9092
            """;

    private Scaled() {}
}
