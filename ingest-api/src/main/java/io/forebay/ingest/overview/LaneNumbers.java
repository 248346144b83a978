package io.forebay.ingest.overview;

import com.fasterxml.jackson.core.JsonGenerator;
import io.forebay.ingest.admission.LaneBacklog;
import io.forebay.results.pulse.LanePulse;
import io.forebay.results.pulse.Latencies;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * Writes the numbers of one lane, or of all together.
 *
 * @param seconds over which rates go
 */
record LaneNumbers(JsonGenerator out, long seconds) {

    private static final double MILLIS = 1000.0;
    private static final Map<String, Double> PERCENTILES =
            new TreeMap<>(Map.of("p50", 0.5, "p95", 0.95, "p99", 0.99));

    void lane(LaneView lane) throws IOException {
        LaneBacklog backlog = lane.backlog();
        out.writeStartObject();
        out.writeStringField("model", lane.ended().model());
        out.writeStringField("lane", lane.ended().lane());
        out.writeNumberField("waiting", backlog.waiting());
        if (lane.oldest().isPresent()) {
            out.writeNumberField("oldestSeconds", seconds(lane.oldest().get()));
        }
        number("throughput", backlog.throughput());
        number("ratePerSecond", backlog.ratePerSecond());
        if (backlog.predictedWait().isPresent()) {
            out.writeNumberField("predictedWait", seconds(backlog.predictedWait().get()));
        }
        if (lane.workers().isPresent()) {
            out.writeNumberField("workers", lane.workers().getAsInt());
        }
        window(lane.ended());
        batches(lane.ended(), lane.maxBatch());
        out.writeEndObject();
    }

    void totals(Overview seen) throws IOException {
        out.writeStartObject();
        out.writeNumberField(
                "waiting", seen.lanes().stream().mapToLong(lane -> lane.backlog().waiting()).sum());
        var oldest =
                seen.lanes().stream()
                        .flatMap(lane -> lane.oldest().stream())
                        .max(Duration::compareTo);
        if (oldest.isPresent()) {
            out.writeNumberField("oldestSeconds", seconds(oldest.get()));
        }
        LanePulse all = sum(seen.window().lanes());
        window(all);
        double possible =
                seen.lanes().stream()
                        .mapToDouble(lane -> lane.ended().runs() * lane.maxBatch())
                        .sum();
        batches(all, all.runs() > 0 ? possible / all.runs() : 0);
        out.writeEndObject();
    }

    static LanePulse sum(List<LanePulse> lanes) {
        return lanes.stream().reduce(LanePulse.none("", ""), LanePulse::plus);
    }

    private void window(LanePulse ended) throws IOException {
        out.writeNumberField("endedPerSecond", ended.ended().all() / (double) seconds);
        ended(out, ended);
        percentiles(out, "latency", ended.total());
        percentiles(out, "queueTime", ended.queue());
    }

    static void ended(JsonGenerator out, LanePulse ended) throws IOException {
        out.writeObjectFieldStart("ended");
        out.writeNumberField("succeeded", ended.ended().succeeded());
        out.writeNumberField("failed", ended.ended().failed());
        out.writeNumberField("canceled", ended.ended().canceled());
        out.writeNumberField("expired", ended.ended().expired());
        out.writeEndObject();
        out.writeObjectFieldStart("cache");
        out.writeNumberField("hit", ended.hits());
        out.writeNumberField("coalesced", ended.coalesced());
        out.writeNumberField("miss", ended.computed());
        out.writeEndObject();
    }

    static void percentiles(JsonGenerator out, String member, Latencies took) throws IOException {
        if (took.percentile(1).isEmpty()) {
            return;
        }
        out.writeObjectFieldStart(member);
        for (var share : PERCENTILES.entrySet()) {
            out.writeNumberField(share.getKey(), took.percentile(share.getValue()).orElseThrow());
        }
        out.writeEndObject();
    }

    private void batches(LanePulse ended, double maxBatch) throws IOException {
        if (ended.runs() == 0) {
            return;
        }
        double mean = ended.computed() / ended.runs();
        out.writeObjectFieldStart("batches");
        out.writeNumberField("perSecond", ended.runs() / seconds);
        out.writeNumberField("meanSize", mean);
        out.writeNumberField("maxSize", maxBatch);
        out.writeNumberField("fill", Math.min(1, mean / maxBatch));
        out.writeEndObject();
    }

    private void number(String member, OptionalDouble value) throws IOException {
        if (value.isPresent()) {
            out.writeNumberField(member, value.getAsDouble());
        }
    }

    private static double seconds(Duration time) {
        return time.toMillis() / MILLIS;
    }
}
