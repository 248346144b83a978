package io.forebay.ingest.auth;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an API key allows. */
public enum Scope {
    /** Submitting and canceling jobs. */
    @JsonProperty("submit")
    SUBMIT,
    /** Reading jobs, models and limits. */
    @JsonProperty("read")
    READ,
    /** Operating the service: dead letters, keys and the like. */
    @JsonProperty("operate")
    OPERATE;

    public static Optional<Scope> parse(String wireName) {
        return Arrays.stream(values())
                .filter(scope -> scope.wireName().equals(wireName))
                .findFirst();
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
