package io.forebay.ingest.http;

/** The version of the contract's server, as the Open Inference Protocol asks for it. */
final class Version {

    static final String OF_THIS_BUILD = "0.1.0";

    private Version() {}
}
