package io.forebay.manifests.scaling;

import io.forebay.manifests.document.Field;
import io.forebay.manifests.document.Manifest;
import io.forebay.manifests.document.Manifests;
import io.forebay.manifests.pod.Pods;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The environment variables of a workload's first container, as far as ConfigMaps say them. */
final class Environment {

    private Environment() {}

    /** Values by name; empty text for what a Secret or the cluster says. */
    static Map<String, String> of(Manifest workload, Manifests manifests) {
        Map<String, String> variables = new LinkedHashMap<>();
        List<Field> containers =
                Pods.specOf(workload).stream()
                        .flatMap(spec -> spec.get("containers").items())
                        .limit(1)
                        .toList();
        for (Field container : containers) {
            container
                    .get("envFrom")
                    .items()
                    .flatMap(one ->
                            manifests
                                    .find("ConfigMap", one.get("configMapRef").get("name").text())
                                    .stream())
                    .flatMap(one -> one.at("data").members())
                    .forEach(one -> variables.put(one.name(), one.text()));
            container
                    .get("env")
                    .items()
                    .forEach(one -> variables.put(one.get("name").text(), one.get("value").text()));
        }
        return variables;
    }
}
