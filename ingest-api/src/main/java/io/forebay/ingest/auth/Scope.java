package io.forebay.ingest.auth;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** What an API key allows. */
public enum Scope {
    /** Submitting and canceling jobs. */
    @JsonProperty("submit")
    SUBMIT,
    /** Reading jobs, models and limits. */
    @JsonProperty("read")
    READ,
    /** Operating the service: dead letters and the like. */
    @JsonProperty("operate")
    OPERATE;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
