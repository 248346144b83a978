package io.forebay.ingest.http;

import io.forebay.ingest.batch.BatchDuties;
import io.forebay.ingest.batch.BatchWishes;
import io.forebay.ingest.batch.Batches;
import io.forebay.ingest.problem.InputError;
import io.forebay.ingest.problem.Refusal;
import io.forebay.ingest.webhook.CallbackRules;
import io.forebay.objects.ObjectRefusedException;
import io.forebay.objects.ObjectStorage;
import io.forebay.schemas.document.ResultFiles;
import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.wire.BatchState;

/** Opens batches as they are asked for. */
record BatchOpening(
        Batches batches, BatchDuties duties, ObjectStorage objects, CallbackRules callbacks) {

    /** For the lines that the call brings. */
    BatchState uploaded(Call call) {
        return batches.open(call.tenant(), BatchDraft.headers(call, callbacks));
    }

    /**
     * As the JSON of the call says: a draft, or, with an input, a batch whose lines are read from
     * now on, whatever becomes of this node.
     *
     * @throws io.forebay.ingest.problem.RefusedException when an object is not the tenant's, or the
     *     input is not there
     * @throws io.forebay.schemas.payload.PayloadStoreException when the input cannot be seen now
     */
    BatchState drafted(Call call) {
        BatchWishes wishes = BatchDraft.read(call.body(), callbacks);
        String output = wishes.objects().output();
        if (!output.isEmpty()) {
            checked(
                    "/output/url",
                    () -> {
                        var _ = objects.resolve(call.tenant(), ResultFiles.results(output));
                    });
        }
        String input = wishes.objects().input();
        if (!input.isEmpty()) {
            checked("/input/url", () -> objects.require(call.tenant(), input));
        }
        BatchState opened = batches.open(call.tenant(), wishes);
        duties.takeOn(opened);
        return opened;
    }

    private static void checked(String pointer, Runnable look) {
        try {
            look.run();
        } catch (ObjectRefusedException e) {
            throw Refusal.of(ProblemCode.INVALID_INPUT, InputError.pointer(pointer, e.why()))
                    .toException();
        }
    }
}
