package io.forebay.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Sends calls, again where that is safe, and turns refusals into exceptions. Safe for use by
 * several threads; calls block.
 */
final class Transport implements AutoCloseable {

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int BAD_GATEWAY = 502;
    private static final int UNAVAILABLE = 503;

    private final ClientConfig config;
    private final HttpClient http;
    private final RandomGenerator random;
    private final Pause pause;

    Transport(ClientConfig config, HttpClient http, RandomGenerator random, Pause pause) {
        this.config = config;
        this.http = http;
        this.random = random;
        this.pause = pause;
    }

    /** The JSON of the answer; missing when it has none. */
    JsonNode json(Call call) {
        return whole(call).json();
    }

    /** The whole answer. */
    Answer whole(Call call) {
        int made = 0;
        while (true) {
            made++;
            Opened opened = open(call, made - 1);
            try (InputStream body = opened.body()) {
                return new Answer(opened, body.readAllBytes());
            } catch (IOException e) {
                await(call.repeats(), made, Optional.empty(), lost(call, e));
            }
        }
    }

    /**
     * The answer as it comes; the caller closes its body.
     *
     * @throws RefusedException when the server says no
     * @throws UnreachableException when it cannot be asked
     */
    Opened open(Call call) {
        return open(call, 0);
    }

    private Opened open(Call call, int before) {
        int made = before;
        while (true) {
            made++;
            HttpResponse<InputStream> response;
            try {
                response = http.send(request(call), BodyHandlers.ofInputStream());
            } catch (IOException e) {
                boolean safe = call.repeats() || nothingWasSent(e);
                await(safe, made, Optional.empty(), lost(call, e));
                continue;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new UnreachableException("interrupted while waiting for an answer", e);
            }
            if (response.statusCode() < 400) {
                return new Opened(
                        response.statusCode(),
                        response.headers(),
                        GuardedStream.of(response.body()));
            }
            RefusedException refused = new RefusedException(Problems.read(response));
            boolean passes = passes(response.statusCode(), call);
            await(passes, made, refused.problem().retryAfter(), refused);
        }
    }

    /** What was refused before it was looked at may be sent again, whatever it is. */
    private static boolean passes(int status, Call call) {
        boolean away = status == UNAVAILABLE || status == BAD_GATEWAY;
        return status == TOO_MANY_REQUESTS || (call.repeats() && away);
    }

    private void await(
            boolean again, int made, Optional<Duration> asked, ForebayException otherwise) {
        Optional<Duration> wait =
                again ? config.retry().pause(made, asked, random) : Optional.empty();
        if (wait.isEmpty()) {
            throw otherwise;
        }
        try {
            pause.pause(wait.get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw otherwise;
        }
    }

    /** Waits; at most for the longest pause of the policy. */
    void rest(Duration asked) {
        Duration longest = config.retry().longest();
        try {
            pause.pause(asked.compareTo(longest) < 0 ? asked : longest);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnreachableException("interrupted between two attempts", e);
        }
    }

    private HttpRequest request(Call call) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(config.server().resolve(call.path()))
                        .timeout(config.answerTimeout().plus(call.patience()))
                        .header("Authorization", "Bearer " + config.apiKey())
                        .method(call.method(), call.body().get());
        call.headers().forEach(request::header);
        return request.build();
    }

    private UnreachableException lost(Call call, IOException e) {
        @Nullable String why = e.getMessage();
        return new UnreachableException(
                "no answer from %s to %s %s: %s"
                        .formatted(
                                config.server(),
                                call.method(),
                                call.path(),
                                why == null ? e.getClass().getSimpleName() : why),
                e);
    }

    private static boolean nothingWasSent(IOException e) {
        return e instanceof ConnectException || e instanceof HttpConnectTimeoutException;
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    /** An answer whose body is still to come. */
    record Opened(int status, HttpHeaders headers, InputStream body) {}

    /** A whole answer. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Answer(Opened opened, byte[] body) {

        JsonNode json() {
            return Json.lenient(body);
        }
    }
}
