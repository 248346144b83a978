package io.forebay.fuzz;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code forebay fuzz}. */
@Command(
        name = "fuzz",
        mixinStandardHelpOptions = true,
        description =
                "Gives the readers of outside bytes inputs that a fuzzer makes, one target after another, each in a"
                        + " process of its own. What a run learnt is kept, and the next one goes on from there.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:no input failed",
            "1:an input failed; it was kept beside the others, so that the tests fail too",
            "2:a target could not be run"
        })
public final class FuzzCommand implements Callable<Integer> {

    private static final Duration TOLD_EVERY = Duration.ofSeconds(30);
    private static final int SECONDS = 60;

    @Option(
            names = "--minutes",
            defaultValue = "10",
            description = "For each target (default: ${DEFAULT-VALUE}).")
    private double minutes;

    @Option(names = "--list", description = "Only names the targets.")
    private boolean list;

    @Option(names = "--table", description = "Only shows the last run of each target, in Markdown.")
    private boolean table;

    @Option(names = "--module", defaultValue = ".", hidden = true)
    private Path module = Path.of(".");

    @Parameters(paramLabel = "TARGET", description = "All of them when none is named.")
    private List<String> names = List.of();

    @Spec private CommandSpec spec = CommandSpec.create();

    /** Runs the command line and exits. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new FuzzCommand()).execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!(minutes > 0)) {
            throw new ParameterException(spec.commandLine(), "--minutes must be over 0");
        }
        List<Target> targets = chosen(Target.in(module.resolve("target/test-classes")));
        Run run =
                new Run(
                        Path.of(System.getProperty("java.home"), "bin", "java"),
                        System.getProperty("java.class.path"),
                        Files.createDirectories(module.resolve("target/fuzz")).toRealPath());
        if (list) {
            targets.forEach(target -> out().println(target.name()));
            return CommandLine.ExitCode.OK;
        }
        return table ? table(run, targets) : fuzz(run, targets);
    }

    private int fuzz(Run run, List<Target> targets) throws IOException, InterruptedException {
        Duration time = Duration.ofMillis(Math.round(minutes * SECONDS * 1000));
        List<String> rows = new ArrayList<>();
        int found = 0;
        int broken = 0;
        for (Target target : targets) {
            try {
                Summary summary =
                        run.of(target, time, new Progress(out(), target, time, TOLD_EVERY));
                rows.add(Table.row(target, summary));
                found += summary.finding().isPresent() ? 1 : 0;
                tell(run, target, summary);
            } catch (IllegalStateException e) {
                broken++;
                out().printf("%s: %s%n", target.name(), e.getMessage());
            }
            out().flush();
        }
        out().println();
        out().println(Table.HEAD);
        rows.forEach(out()::println);
        out().flush();
        return broken > 0 ? 2 : found > 0 ? 1 : 0;
    }

    private int table(Run run, List<Target> targets) throws IOException {
        out().println(Table.HEAD);
        for (Target target : targets) {
            if (Files.exists(run.log(target))) {
                out().println(Table.row(target, run.last(target)));
            }
        }
        out().flush();
        return CommandLine.ExitCode.OK;
    }

    private void tell(Run run, Target target, Summary summary) throws IOException {
        if (summary.finding().isEmpty()) {
            out().printf(
                            Locale.ROOT,
                            "%s: nothing in %,d executions%n",
                            target.name(),
                            summary.executions());
            return;
        }
        out().printf("%s FOUND %s%n", target.name(), summary.finding().get());
        out().printf("  all of it:    %s%n", run.log(target));
        if (summary.input().isPresent()) {
            Path written = run.folder(target).resolve(summary.input().get());
            Path kept =
                    target.inputs(module.resolve("src/test/resources"))
                            .resolve(String.valueOf(written.getFileName()));
            if (!written.equals(kept)) {
                Files.copy(written, kept, StandardCopyOption.REPLACE_EXISTING);
            }
            out().printf("  the input:    %s%n", kept);
        }
        out().printf(
                        "  to see again: mvn -pl load-tests/fuzz -am -Dtest=%sFuzz"
                                + " -Dsurefire.failIfNoSpecifiedTests=false test%n",
                        target.name());
    }

    private List<Target> chosen(List<Target> all) {
        for (String name : names) {
            if (all.stream().noneMatch(target -> target.isCalled(name))) {
                throw new ParameterException(
                        spec.commandLine(),
                        "there is no target '%s'; there are %s"
                                .formatted(
                                        name,
                                        String.join(
                                                ", ", all.stream().map(Target::name).toList())));
            }
        }
        return all.stream()
                .filter(target -> names.isEmpty() || names.stream().anyMatch(target::isCalled))
                .toList();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
