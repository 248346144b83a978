import io.forebay.client.webhook.Verification;
import io.forebay.client.webhook.WebhookKey;
import io.forebay.client.webhook.WebhookVerifier;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Takes webhooks, on the port that is its argument. */
final class Receiver {

    private static final WebhookVerifier VERIFIER =
            new WebhookVerifier(
                    Arrays.stream(System.getenv("FOREBAY_WEBHOOK_SECRET").split(","))
                            .map(WebhookKey::parse)
                            .toList(),
                    InstantSource.system());

    /** In earnest: a table with a unique key, in the transaction that does what the webhook is for. */
    private static final Set<String> SEEN = ConcurrentHashMap.newKeySet();

    public static void main(String[] args) throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress("127.0.0.1", Integer.parseInt(args[0])), 0);
        server.createContext("/", Receiver::take);
        server.start();
        System.out.println("listening on " + args[0]);
    }

    private static void take(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        int status =
                switch (VERIFIER.verify(
                        name -> Optional.ofNullable(exchange.getRequestHeaders().getFirst(name)),
                        body)) {
                    case Verification.Verified(String id, var sentAt) -> {
                        if (SEEN.add(id)) {
                            System.out.println(id + " " + new String(body, StandardCharsets.UTF_8));
                        }
                        yield 204;
                    }
                    case Verification.Rejected(String reason) -> 401;
                };
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }
}
