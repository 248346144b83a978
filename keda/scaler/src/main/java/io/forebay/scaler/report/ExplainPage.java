package io.forebay.scaler.report;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.forebay.scaler.lane.LaneReport;
import io.forebay.scaler.lane.Lanes;
import io.forebay.schemas.ops.OpsServer.Page;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * {@code /explain} in words, {@code /explain.json} for machines; {@code ?model=notes} for one
 * model. Safe for use by several threads.
 */
public final class ExplainPage implements Function<URI, Page> {

    private final Lanes lanes;
    private final ObjectMapper json = JsonMapper.builder().build();

    public ExplainPage(Lanes lanes) {
        this.lanes = lanes;
    }

    @Override
    public Page apply(URI address) {
        String query = address.getQuery() == null ? "" : address.getQuery();
        List<LaneReport> reports =
                lanes.reports().stream()
                        .filter(report ->
                                !query.startsWith("model=")
                                        || report.order()
                                                .name()
                                                .model()
                                                .equals(query.substring("model=".length())))
                        .toList();
        if (address.getPath().endsWith(".json")) {
            return new Page(200, "application/json", asJson(reports));
        }
        String text =
                reports.isEmpty()
                        ? "no lane was asked about yet; KEDA asks as soon as a ScaledObject names this scaler\n"
                        : reports.stream().map(Explanation::of).collect(Collectors.joining("\n"));
        return new Page(200, "text/plain; charset=utf-8", text);
    }

    private String asJson(List<LaneReport> reports) {
        try {
            return json.writeValueAsString(
                    Map.of("lanes", reports.stream().map(ExplainPage::members).toList()));
        } catch (JacksonException e) {
            throw new IllegalStateException("a report is not JSON", e);
        }
    }

    private static Map<String, Object> members(LaneReport report) {
        return Map.of(
                "lane", report.order().name().toString(),
                "at", report.at().toString(),
                "replicas", report.replicas(),
                "active", report.active(),
                "shadow", report.order().shadow(),
                "why", Explanation.terms(report).stream().map(String::strip).toList(),
                "sample", report.sample(),
                "decision", report.decision());
    }
}
