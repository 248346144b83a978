package io.forebay.manifests;

import io.forebay.manifests.document.Manifests;
import io.forebay.manifests.document.UnreadableYamlException;
import io.forebay.manifests.finding.Finding;
import io.forebay.manifests.render.Folder;
import io.forebay.manifests.render.Kustomize;
import io.forebay.manifests.render.RenderException;
import io.forebay.manifests.schema.Schemas;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code forebay verify-manifests}: exits with 0 when nothing is wrong, 1 when something is, 2 when
 * the folder cannot be read or rendered.
 */
@Command(
        name = "verify-manifests",
        mixinStandardHelpOptions = true,
        description = {
            "Renders a folder of manifests and says what is wrong with them, by file and line:",
            "against the schemas of Kubernetes and KEDA, Pod Security \"restricted\", what KEDA",
            "refuses, and what does not fit Forebay's topics, groups, partitions and timeouts."
        })
public final class VerifyManifests implements Callable<Integer> {

    @Parameters(paramLabel = "DIR", description = "A kustomization, or a folder or file of YAML.")
    private Path folder = Path.of(".");

    @Option(
            names = "--schemas",
            paramLabel = "DIR",
            description = {
                "JSON schemas of Kubernetes' kinds (such as those of kubernetes-json-schema,",
                "strict) and CustomResourceDefinitions. Without it, fields are not checked."
            })
    private @Nullable Path schemas;

    @Option(
            names = "--models",
            paramLabel = "DIR",
            description = "The models that are served, as a worker's model-repository.")
    private @Nullable Path models;

    @Option(
            names = "--kustomize",
            split = " ",
            paramLabel = "COMMAND",
            defaultValue = "kubectl kustomize",
            description = "What renders a kustomization (default: ${DEFAULT-VALUE}).")
    private List<String> kustomize = List.of();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try {
            Manifests manifests = Folder.read(folder, new Kustomize(kustomize));
            return report(manifests, out);
        } catch (RenderException | UnreadableYamlException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return 2;
        }
    }

    private int report(Manifests manifests, PrintWriter out) {
        Map<String, Duration> runTimeouts =
                models == null ? Map.of() : ModelFiles.runTimeouts(models);
        Verification verification =
                new Verification(
                        schemas == null ? Schemas.none() : Schemas.load(schemas),
                        runTimeouts,
                        models == null ? Set.of() : ModelFiles.shared(models));
        List<Finding> findings = verification.findings(manifests);
        findings.forEach(out::println);
        if (schemas == null) {
            out.println("note: fields were not checked: name a folder of schemas with --schemas");
        } else {
            verification
                    .unchecked(manifests)
                    .forEach(kind -> out.println("note: no schema for " + kind));
        }
        out.printf(
                "%s: %d objects, %d findings%n", folder, manifests.all().size(), findings.size());
        return findings.isEmpty() ? 0 : 1;
    }
}
