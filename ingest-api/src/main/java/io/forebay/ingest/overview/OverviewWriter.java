package io.forebay.ingest.overview;

import com.fasterxml.jackson.core.JsonGenerator;
import io.forebay.results.pulse.DeliveryPulse;
import io.forebay.results.pulse.LanePulse;
import io.forebay.results.pulse.PulseSlot;
import io.forebay.results.pulse.WorkerPulse;
import io.forebay.schemas.document.Times;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;

/** Writes what is seen; what is not known is left out. */
public final class OverviewWriter {

    private static final double MILLIS = 1000.0;

    /**
     * @param operates whether the caller may see workers, and what is of all tenants
     */
    public void write(JsonGenerator out, Overviews overviews, boolean operates) throws IOException {
        Overview seen = overviews.now();
        PulseSlot window = seen.window();
        LaneNumbers numbers = new LaneNumbers(out, Overview.WINDOW.toSeconds());
        out.writeStartObject();
        out.writeStringField("object", "overview");
        out.writeStringField("at", Times.text(seen.at().toEpochMilli()));
        out.writeNumberField("windowSeconds", Overview.WINDOW.toSeconds());
        out.writeBooleanField("pulse", seen.pulseKnown());
        out.writeFieldName("totals");
        numbers.totals(seen);
        out.writeArrayFieldStart("lanes");
        for (LaneView lane : seen.lanes()) {
            numbers.lane(lane);
        }
        out.writeEndArray();
        series(out, seen);
        if (operates) {
            workers(out, window);
            scaling(out, overviews.scaling());
            deliveries(out, window.deliveries());
            out.writeObjectFieldStart("deadLetters");
            out.writeNumberField("lastHour", seen.deadLetters().lastHour());
            out.writeNumberField("kept", seen.deadLetters().kept());
            out.writeEndObject();
        }
        out.writeEndObject();
    }

    /** Five minutes, a point for every ten seconds; the last one is not over yet. */
    private static void series(JsonGenerator out, Overview seen) throws IOException {
        out.writeObjectFieldStart("series");
        out.writeNumberField("stepSeconds", PulseSlot.MILLIS / MILLIS);
        out.writeArrayFieldStart("points");
        for (PulseSlot slot : seen.pulse().slots()) {
            LanePulse all = LaneNumbers.sum(slot.lanes());
            out.writeStartObject();
            out.writeStringField("at", Times.text(slot.beginsAt()));
            LaneNumbers.ended(out, all);
            LaneNumbers.percentiles(out, "latency", all.total());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void workers(JsonGenerator out, PulseSlot window) throws IOException {
        out.writeArrayFieldStart("workers");
        var byName =
                window.workers().stream()
                        .sorted(
                                Comparator.comparing(WorkerPulse::worker)
                                        .thenComparing(WorkerPulse::model))
                        .toList();
        double seconds = Overview.WINDOW.toSeconds();
        for (WorkerPulse worker : byName) {
            out.writeStartObject();
            out.writeStringField("id", worker.worker());
            out.writeStringField("model", worker.model());
            out.writeNumberField("jobsPerSecond", worker.jobs() / seconds);
            out.writeNumberField("batchesPerSecond", worker.runs() / seconds);
            out.writeNumberField("meanBatchSize", worker.jobs() / worker.runs());
            out.writeNumberField("busy", worker.busyMillis() / MILLIS / seconds);
            out.writeStringField("lastAt", Times.text(worker.lastAt()));
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void scaling(JsonGenerator out, List<ScaledLane> lanes) throws IOException {
        if (lanes.isEmpty()) {
            return;
        }
        out.writeArrayFieldStart("scaling");
        for (ScaledLane lane : lanes) {
            out.writeStartObject();
            out.writeStringField("lane", lane.lane());
            out.writeStringField("at", lane.at());
            out.writeNumberField("replicas", lane.replicas());
            out.writeNumberField("workers", lane.workers());
            out.writeArrayFieldStart("why");
            for (String line : lane.why()) {
                out.writeString(line);
            }
            out.writeEndArray();
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void deliveries(JsonGenerator out, DeliveryPulse seen) throws IOException {
        out.writeObjectFieldStart("deliveries");
        out.writeNumberField("delivered", seen.delivered());
        out.writeNumberField("retrying", seen.retrying());
        out.writeNumberField("givenUp", seen.givenUp());
        out.writeEndObject();
    }
}
