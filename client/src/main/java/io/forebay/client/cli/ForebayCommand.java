package io.forebay.client.cli;

import io.forebay.client.RefusedException;
import io.forebay.client.ServerProblem;
import io.forebay.client.UnreachableException;
import io.forebay.schemas.config.Durations;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.TypeConversionException;

/** The command, and what its exit status means. */
@Command(
        name = "forebay",
        mixinStandardHelpOptions = true,
        version = "forebay 0.1.0",
        description = "Asynchronous AI inference on queues.",
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:done",
            "1:it did not succeed: a job failed, a batch has lines that failed",
            "2:the command line or a file is wrong; nothing was sent",
            "3:the server refused",
            "4:the server cannot be reached, or cannot say now",
            "5:not ended within the time to wait"
        },
        footerHeading = "%nEnvironment:%n",
        footer = {
            "  FOREBAY_URL       the server; by default the one that 'forebay up' starts here",
            "  FOREBAY_API_KEY   the key; by default that of the instance in FOREBAY_HOME",
            "  FOREBAY_HOME      where an instance on this machine lives (~/.forebay)"
        })
final class ForebayCommand {

    private static final int WIDTH = 100;
    private static final int SERVER_ERROR = 500;
    private static final int TOO_MANY_REQUESTS = 429;

    private ForebayCommand() {}

    /** The whole command line. */
    static CommandLine line(World world) {
        CommandLine line =
                new CommandLine(new ForebayCommand())
                        .addSubcommand(new SubmitCommand(world))
                        .addSubcommand(new WaitCommand(world))
                        .addSubcommand(new GetCommand(world))
                        .addSubcommand(new CancelCommand(world))
                        .addSubcommand(BatchCommand.line(world))
                        .addSubcommand(ModelsCommand.line(world))
                        .addSubcommand(DeadLettersCommand.line(world))
                        .addSubcommand(KeysCommand.line(world))
                        .addSubcommand(new TopCommand(world))
                        .addSubcommand(WebhooksCommand.line(world))
                        .addSubcommand(new CompletionCommand(world));
        return line.setUsageHelpWidth(WIDTH)
                .registerConverter(Duration.class, ForebayCommand::duration)
                .setOut(new PrintWriter(world.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(world.err(), true, StandardCharsets.UTF_8))
                .setExecutionExceptionHandler((e, failed, parsed) -> status(e, failed));
    }

    private static Duration duration(String text) {
        return Durations.parse(text)
                .orElseThrow(() ->
                        new TypeConversionException(
                                "'"
                                        + text
                                        + "' is no duration; expected 250ms, 30s, 10m, 1h or PT30S"));
    }

    private static int status(Exception failure, CommandLine failed) throws Exception {
        PrintWriter err = failed.getErr();
        return switch (failure) {
            case RefusedException e -> {
                refused(err, e.problem());
                int status = e.problem().status();
                boolean passes = status >= SERVER_ERROR || status == TOO_MANY_REQUESTS;
                yield passes ? ExitCodes.UNAVAILABLE : ExitCodes.REFUSED;
            }
            case UnreachableException e -> {
                err.println("forebay: " + e.getMessage());
                err.println(
                        "  is it up? FOREBAY_URL says where it is, 'forebay up' starts it here");
                yield ExitCodes.UNAVAILABLE;
            }
            case UsageException e -> {
                err.println("forebay: " + e.getMessage());
                yield ExitCodes.USAGE;
            }
            case UncheckedIOException e -> {
                err.println("forebay: " + e.getMessage());
                yield ExitCodes.USAGE;
            }
            default -> throw failure;
        };
    }

    private static void refused(PrintWriter err, ServerProblem problem) {
        err.println("forebay: the server refused: " + problem);
        problem.errors().forEach(error -> err.println("  " + error));
        problem.retryAfter()
                .ifPresent(wait -> err.println("  try again in " + wait.toSeconds() + " s"));
        problem.jobId().ifPresent(id -> err.println("  the job is " + id));
    }
}
