package io.forebay.worker.repository;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Fetches by HTTP. Redirects are not followed: they could carry the token to whom it is not meant
 * for.
 */
final class HttpFetcher implements Fetcher {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final int OK = 200;

    private final URI folder;
    private final String token;
    private final Duration timeout;
    private final HttpClient client =
            HttpClient.newBuilder()
                    .connectTimeout(CONNECT_TIMEOUT)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();

    HttpFetcher(RemoteModelsConfig config) {
        this.folder = config.folder();
        this.token = config.token();
        this.timeout = config.timeout();
    }

    @Override
    public void fetch(String path, Path into, long most) throws IOException {
        URI uri = folder.resolve(path);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).GET();
        if (!token.isEmpty()) {
            request.setHeader("Authorization", "Bearer " + token);
        }
        HttpResponse.BodyHandler<Path> handler =
                BodyHandlers.limiting(BodyHandlers.ofFile(into), most);
        // The request's own timeout ends with the headers; this one is for the whole of it.
        CompletableFuture<HttpResponse<Path>> answer = client.sendAsync(request.build(), handler);
        int status = await(answer, uri).statusCode();
        if (status != OK) {
            throw new IOException("%s answered %d".formatted(uri, status));
        }
    }

    private HttpResponse<Path> await(CompletableFuture<HttpResponse<Path>> answer, URI uri)
            throws IOException {
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new IOException("%s did not come within %s".formatted(uri, timeout), e);
        } catch (ExecutionException e) {
            throw new IOException("cannot fetch %s: %s".formatted(uri, e.getCause()), e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while %s came".formatted(uri), e);
        }
    }
}
