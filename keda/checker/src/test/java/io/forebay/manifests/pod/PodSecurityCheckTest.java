package io.forebay.manifests.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.manifests.Yaml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodSecurityCheckTest {

    private static final String DEPLOYMENT =
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata: { name: one }
            spec:
              template:
                spec:
                  hostNetwork: false
                  securityContext:
                    runAsNonRoot: true
                    seccompProfile: { type: RuntimeDefault }
                  containers:
                    - name: main
                      securityContext:
                        allowPrivilegeEscalation: false
                        capabilities: { drop: [ALL] }
                  volumes:
                    - name: data
                      emptyDir: {}
            """;

    @Test
    void admitsWhatAsksForNothing() {
        assertThat(Yaml.findings(new PodSecurityCheck(), DEPLOYMENT)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hostNetwork: false | hostNetwork: true | 7: | hostNetwork must not be true",
                "runAsNonRoot: true | runAsNonRoot: false | 9: | runAsNonRoot must not be false",
                "runAsNonRoot: true | runAsUser: 0 | 9: | runAsUser must not be 0",
                "type: RuntimeDefault | type: Unconfined | 10: | seccompProfile.type must be RuntimeDefault or Localhost",
                "allowPrivilegeEscalation: false | privileged: true | 14: | privileged must not be true",
                "drop: [ALL] | drop: [NET_RAW] | 15: | capabilities.drop must hold ALL",
                "emptyDir: {} | hostPath: { path: / } | 17: | volume data must be one of"
            })
    void saysWhatIsRefusedAndWhere(String from, String to, String line, String message) {
        assertThat(Yaml.findings(new PodSecurityCheck(), DEPLOYMENT.replace(from, to)))
                .anySatisfy(
                        one -> assertThat(one).startsWith("test.yaml:" + line).contains(message));
    }
}
