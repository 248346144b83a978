package io.forebay.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * Every status that the contract documents was answered to some test of this run, and was as
 * documented. Runs last.
 */
@Order(Integer.MAX_VALUE)
final class ContractLedgerTest {

    @Test
    void everyDocumentedAnswerWasSeen() {
        assumeThat(System.getProperty("test", ""))
                .as("only the whole run can see all; run without -Dtest")
                .isEmpty();
        assumeThat(TestingServer.LEDGER.isEmpty())
                .as("this class alone sees nothing; run the whole module")
                .isFalse();

        assertThat(TestingServer.LEDGER.missing(TestingServer.CONTRACT))
                .as("documented, and answered to no test: reach it, or document it no more")
                .isEmpty();
    }
}
