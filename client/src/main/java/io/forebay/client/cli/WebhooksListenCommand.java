package io.forebay.client.cli;

import io.forebay.client.webhook.WebhookKey;
import io.forebay.client.webhook.WebhookVerifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code forebay webhooks listen}. */
@Command(
        name = "listen",
        mixinStandardHelpOptions = true,
        description =
                "Receives webhooks on this machine, verifies and prints them, until Ctrl-C. Answers"
                        + " 204 to what is genuine and 401 to all else.")
final class WebhooksListenCommand implements Callable<Integer> {

    private final World world;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Where to listen, on loopback (default: ${DEFAULT-VALUE}; 0 = any).")
    private int port = 8099;

    @Option(
            names = "--secret",
            split = ",",
            paramLabel = "KEY",
            description =
                    "whsec_... or whpk_..., several with commas (default: FOREBAY_WEBHOOK_SECRET).")
    private List<String> secrets = List.of();

    @Option(names = "--count", paramLabel = "N", description = "End after so many genuine ones.")
    private long count = Long.MAX_VALUE;

    @Option(names = "--json", description = "Print each body as it is, one on a line.")
    private boolean json;

    WebhooksListenCommand(World world) {
        this.world = world;
    }

    @Override
    public Integer call() throws InterruptedException {
        WebhookVerifier verifier = new WebhookVerifier(keys(), world.clock());
        try (WebhookReceiver receiver =
                WebhookReceiver.start(
                        port, verifier, new WebhookPrinter(world.out(), json), count)) {
            world.err().println("listening on " + receiver.uri() + "; Ctrl-C ends it");
            receiver.await();
            return ExitCodes.OK;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on port " + port, e);
        }
    }

    private List<WebhookKey> keys() {
        List<String> texts = new ArrayList<>(secrets);
        if (texts.isEmpty()) {
            String given = world.environment().getOrDefault("FOREBAY_WEBHOOK_SECRET", "");
            texts.addAll(given.isBlank() ? List.of() : List.of(given.split(",")));
        }
        if (texts.isEmpty()) {
            throw new UsageException("no key: give --secret, or set FOREBAY_WEBHOOK_SECRET");
        }
        try {
            return texts.stream().map(WebhookKey::parse).toList();
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }
}
