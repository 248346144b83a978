package io.forebay.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * Every status that the contract documents was answered to some test of this run, and was as
 * documented. Runs last.
 */
@Order(Integer.MAX_VALUE)
final class ContractLedgerTest {

    /**
     * Documented, and still to be reached by a test of its own: mostly refusals of batches,
     * redrives and webhooks. Each operation with its statuses. What is reached must leave this
     * list.
     */
    private static final List<String> UNREACHED =
            List.of(
                    "DELETE /v1/webhook-endpoints/{endpoint} 404 503",
                    "GET /v1/batches 503",
                    "GET /v1/batches/{id} 503",
                    "GET /v1/batches/{id}/errors 400 404 503",
                    "GET /v1/batches/{id}/results 404 503",
                    "GET /v1/callback-secret 503",
                    "PATCH /v1/webhook-endpoints/{endpoint} 400 404 422 503",
                    "POST /v1/batches 400 409 415 422 503",
                    "POST /v1/batches/{id}/cancel 200 404 409 503",
                    "POST /v1/batches/{id}/finalize 200 404 409 503",
                    "POST /v1/batches/{id}/lines 200 404 503",
                    "POST /v1/batches/{id}/lines/{line}/cancel 200 409 503",
                    "POST /v1/batches/{id}/retry-failed 200 404 409 503",
                    "POST /v1/callback-secret/rotate 400 422 503",
                    "POST /v1/dead-letters/{letter}/redrive 200 400 409 422 429 503",
                    "POST /v1/jobs/{id}/deliveries 400 422 503",
                    "POST /v1/jobs/{id}/redrive 200 400 422 429",
                    "POST /v1/webhook-endpoints 503",
                    "POST /v1/webhook-endpoints/{endpoint}/rotate 400 404 422 503",
                    "PUT /v1/jobs/{id}/callback 400 422",
                    "PUT /v1/models/{model}/versions/{version} 413 503");

    @Test
    void everyDocumentedAnswerWasSeen() {
        assumeThat(System.getProperty("test", ""))
                .as("only the whole run can see all; run without -Dtest")
                .isEmpty();
        assumeThat(TestingServer.LEDGER.isEmpty())
                .as("this class alone sees nothing; run the whole module")
                .isFalse();

        Set<String> unreached = unreached();
        System.out.println(
                unreached.size() + " documented answers are still to be reached: " + unreached);
        assertThat(TestingServer.LEDGER.missing(TestingServer.CONTRACT))
                .containsExactlyInAnyOrderElementsOf(unreached);
    }

    /** Each as the ledger names it, such as {@code GET /path 200}. */
    private static Set<String> unreached() {
        Set<String> answers = new TreeSet<>();
        for (String line : UNREACHED) {
            String[] parts = line.split(" ");
            for (int i = 2; i < parts.length; i++) {
                answers.add(parts[0] + " " + parts[1] + " " + parts[i]);
            }
        }
        return answers;
    }
}
