package io.forebay.manifests.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.manifests.Yaml;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each rule, by making one thing wrong in what is right. */
class LintTest {

    private static final String RIGHT =
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata: { name: one }
            spec:
              selector:
                matchLabels: { app: one }
              template:
                metadata:
                  labels: { app: one }
                spec:
                  serviceAccountName: one
                  affinity: { podAntiAffinity: {} }
                  containers:
                    - name: main
                      image: registry:5000/one:1.0
                      env:
                        - { name: MODE, value: quiet }
                      ports:
                        - { name: http, containerPort: 8080 }
                      readinessProbe: { httpGet: { port: http } }
                      livenessProbe: { httpGet: { port: 8080 } }
                      resources:
                        requests: { cpu: "1", memory: 1Gi }
                        limits: { memory: 1Gi }
                      securityContext: { readOnlyRootFilesystem: true }
            ---
            apiVersion: v1
            kind: ServiceAccount
            metadata: { name: one }
            ---
            apiVersion: v1
            kind: Service
            metadata: { name: one }
            spec:
              selector: { app: one }
              ports:
                - { port: 80, targetPort: http }
            ---
            apiVersion: policy/v1
            kind: PodDisruptionBudget
            metadata: { name: one }
            spec:
              maxUnavailable: 1
              unhealthyPodEvictionPolicy: AlwaysAllow
              selector:
                matchLabels: { app: one }
            """;

    private static List<String> findings(String yaml) {
        return Stream.of(
                        new WorkloadCheck(),
                        new ReferenceCheck(),
                        new JobCheck(),
                        new VersionCheck())
                .flatMap(check -> Yaml.findings(check, yaml).stream())
                .toList();
    }

    private static final String JOBS =
            """
            apiVersion: batch/v1
            kind: Job
            metadata: { name: once }
            spec:
              ttlSecondsAfterFinished: 600
              template:
                spec:
                  serviceAccountName: once
                  restartPolicy: Never
            ---
            apiVersion: batch/v1
            kind: CronJob
            metadata: { name: nightly }
            spec:
              schedule: 0 3 * * *
              jobTemplate:
                spec:
                  backoffLimit: 2
                  template:
                    spec:
                      serviceAccountName: once
                      restartPolicy: OnFailure
            ---
            apiVersion: v1
            kind: ServiceAccount
            metadata: { name: once }
            """;

    @Test
    void nothingIsWrongWithWhatIsRight() {
        assertThat(findings(RIGHT)).isEmpty();
        assertThat(findings(JOBS)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ttlSecondsAfterFinished: 600 | completions: 1 | job-ttl-seconds-after-finished |"
                        + " 4",
                "backoffLimit: 2 | ttlSecondsAfterFinished: 60 | job-ttl-seconds-after-finished |"
                        + " 18",
                "restartPolicy: Never | restartPolicy: Always | job-restart-policy | 9",
                "restartPolicy: OnFailure | restartPolicy: Always | job-restart-policy | 22"
            })
    void jobsEndAndGo(String from, String to, String rule, int line) {
        assertThat(findings(JOBS.replace(from, to)))
                .anySatisfy(one -> assertThat(one).contains(":" + line + ":", "[" + rule + "]"));
    }

    @ParameterizedTest
    @CsvSource({
        "extensions/v1beta1, Ingress, networking.k8s.io/v1",
        "apps/v1beta2, StatefulSet, apps/v1",
        "batch/v1beta1, CronJob, batch/v1",
        "policy/v1beta1, PodDisruptionBudget, policy/v1",
        "autoscaling/v2beta2, HorizontalPodAutoscaler, autoscaling/v2",
        "flowcontrol.apiserver.k8s.io/v1beta3, FlowSchema, flowcontrol.apiserver.k8s.io/v1",
        "keda.k8s.io/v1alpha1, ScaledObject, keda.sh/v1alpha1"
    })
    void anApiVersionThatIsGoneIsSaidWithTheOneToUse(String version, String kind, String instead) {
        String old = "apiVersion: %s\nkind: %s\nmetadata: { name: old }\n".formatted(version, kind);
        assertThat(Yaml.findings(new VersionCheck(), old))
                .singleElement()
                .asString()
                .contains(":1:", kind, "say " + instead);
        assertThat(Yaml.findings(new VersionCheck(), old.replace(version, instead))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "one:1.0 | one | latest-tag",
                "one:1.0 | one:latest | latest-tag",
                "cpu: \"1\", | | unset-cpu-requirements",
                "limits: { memory: 1Gi } | limits: {} | unset-memory-requirements",
                "{ readOnlyRootFilesystem: true } | {} | no-read-only-root-fs",
                "name: MODE | name: API_SECRET | env-var-secret",
                "value: quiet } | value: quiet }\\n"
                        + "            - { name: MODE, value: loud } | duplicate-env-var",
                "readinessProbe: { httpGet: { port: http } } | tty: false | no-readiness-probe",
                "livenessProbe: { httpGet: { port: 8080 } } | tty: false | no-liveness-probe",
                "{ port: 8080 } | { port: 8081 } | probe-port",
                "containerPort: 8080 | containerPort: 22 | ssh-port",
                "affinity: { podAntiAffinity: {} } | affinity: {} | no-anti-affinity",
                "serviceAccountName: one | serviceAccountName: two | non-existent-service-account",
                "serviceAccountName: one | serviceAccount: one | deprecated-service-account-field",
                "labels: { app: one } | labels: { app: two } | mismatching-selector",
                "selector: { app: one } | selector: { app: two } | dangling-service",
                "targetPort: http | targetPort: grpc | invalid-target-ports",
                "maxUnavailable: 1 | maxUnavailable: 0% | pdb-max-unavailable",
                "maxUnavailable: 1 | minAvailable: 100% | pdb-min-available",
                "AlwaysAllow | IfHealthyBudget | pdb-unhealthy-pod-eviction-policy",
                "serviceAccountName: one | priorityClassName: gone | priority-class"
            })
    void oneWrongThingIsSaid(String from, String to, String rule) {
        String wrong = RIGHT.replace(from, to == null ? "" : to.replace("\\n", "\n"));

        assertThat(wrong).isNotEqualTo(RIGHT);
        assertThat(findings(wrong)).anySatisfy(one -> assertThat(one).contains("[" + rule + "]"));
    }
}
