package io.forebay.ingest.batch;

import io.forebay.ingest.protocol.ReferredBody;
import io.forebay.ingest.submit.LineSubmitter;
import io.forebay.ingest.webhook.CallbackRules;
import io.forebay.objects.ObjectStorage;
import io.forebay.schemas.model.Models;
import io.forebay.schemas.payload.Payloads;

/** What lines are made jobs with. */
public record BatchLines(
        Models models,
        LineSubmitter submitter,
        Payloads payloads,
        CallbackRules callbacks,
        ObjectStorage objects) {

    LineParser parser(int lineLimit) {
        return new LineParser(models, callbacks, new ReferredBody(objects, lineLimit), lineLimit);
    }
}
