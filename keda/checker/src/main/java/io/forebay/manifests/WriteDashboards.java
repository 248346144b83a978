package io.forebay.manifests;

import io.forebay.manifests.dashboard.Dashboard;
import io.forebay.manifests.dashboard.Dashboards;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code forebay dashboards}: writes Grafana's dashboards from their source. */
@Command(
        name = "dashboards",
        mixinStandardHelpOptions = true,
        description = "Writes Grafana's dashboards from keda/dashboards/dashboards.yaml.")
public final class WriteDashboards implements Callable<Integer> {

    @Option(names = "--source", defaultValue = "keda/dashboards/dashboards.yaml")
    private Path source = Path.of("dashboards.yaml");

    @Option(names = "--out", defaultValue = "keda/components/prometheus-operator/dashboards")
    private Path out = Path.of("dashboards");

    @Override
    public Integer call() throws IOException {
        for (Dashboard one : Dashboards.read(Files.readString(source))) {
            Files.writeString(out.resolve(one.name() + ".json"), Dashboards.json(one));
        }
        return 0;
    }
}
