package io.forebay.ingest.submit;

import io.forebay.ingest.options.SubmitOptions;
import io.forebay.schemas.model.Model;
import io.forebay.schemas.wire.InferenceInput;

/** What a tenant asks for: an input that fits its model, and how it is to be done. */
public record Request(String tenant, Model model, InferenceInput input, SubmitOptions options) {}
