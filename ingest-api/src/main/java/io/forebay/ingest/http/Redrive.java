package io.forebay.ingest.http;

import com.google.protobuf.InvalidProtocolBufferException;
import io.forebay.ingest.options.IdempotencyKey;
import io.forebay.ingest.options.SubmitOptions;
import io.forebay.ingest.problem.RefusedException;
import io.forebay.ingest.submit.Request;
import io.forebay.ingest.submit.Submitter;
import io.forebay.results.reader.JobReader;
import io.forebay.results.reader.Reading;
import io.forebay.schemas.id.JobId;
import io.forebay.schemas.model.Model;
import io.forebay.schemas.model.Models;
import io.forebay.schemas.payload.PayloadStoreException;
import io.forebay.schemas.payload.Payloads;
import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.wire.CacheMode;
import io.forebay.schemas.wire.DeadLetter;
import io.forebay.schemas.wire.InferenceInput;
import io.forebay.schemas.wire.JobState;
import io.forebay.schemas.wire.ModelRef;
import io.forebay.schemas.wire.WorkItem;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a new job of a dead one: the same input and lane, the model's own limits, and all attempts
 * anew.
 */
record Redrive(Models models, Payloads payloads, JobReader reader, Submitter submitter) {

    /**
     * The new job, once the queue has acknowledged it.
     *
     * @param dead the job that it repeats
     * @throws RefusedException when it cannot be
     */
    JobState of(DeadLetter letter, String tenant, JobId dead, Optional<IdempotencyKey> key) {
        WorkItem item = letter.getItem();
        SubmitOptions options =
                new SubmitOptions(
                        key.orElse(null),
                        CacheMode.USE,
                        item.getLane(),
                        SubmitOptions.Timeouts.OF_THE_MODEL,
                        metadata(dead),
                        item.getTraceparent(),
                        item.getOrderingKey(),
                        null);
        return submitter.redrive(
                new Request(tenant, model(item.getModel()), input(item), options), dead);
    }

    /** The version that failed, if it is applied still; else the one that came after it. */
    private Model model(ModelRef failed) {
        return models.find(failed.getName(), failed.getVersion())
                .or(() -> models.find(failed.getName()))
                .orElseThrow(() ->
                        new RefusedException(
                                ProblemCode.UNKNOWN_MODEL,
                                "no model '%s' is applied any more".formatted(failed.getName())));
    }

    private InferenceInput input(WorkItem item) {
        try {
            return InferenceInput.parseFrom(payloads.unwrap(item.getInput()));
        } catch (InvalidProtocolBufferException e) {
            throw new PayloadStoreException("the input of a dead letter cannot be read", e);
        }
    }

    /** The client's own words about the old job, while they are known. */
    private Map<String, String> metadata(JobId dead) {
        return reader.read(dead) instanceof Reading.Found(JobState state)
                ? state.getMetadataMap()
                : Map.of();
    }
}
