package io.forebay.loadtests.torture.client;

/** A job that a node has accepted. */
record AcceptedJob(Offer offer, String id) {

    String apiKey() {
        return offer.tenant().text();
    }

    String path() {
        return "/v1/jobs/" + id;
    }
}
