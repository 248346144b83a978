package io.forebay.simulation.report;

import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Attainment over GPU time, one series a policy, one point a trace. */
public final class ParetoPicture {

    private static final int WIDTH = 900;
    private static final int HEIGHT = 520;

    private ParetoPicture() {}

    /** Writes {@code pareto-<L>.png} and {@code pareto.html} with the table below. */
    public static void write(
            Comparison comparison, List<Double> coldStarts, Path directory, String table) {
        try {
            StringBuilder html =
                    new StringBuilder(
                            "<!doctype html><meta charset=utf-8><title>Scaling policies</title><style>body{font:14px sans-serif;max-width:960px;margin:2em auto}pre{overflow:auto}</style><h1>Scaling policies: attainment over GPU time</h1>\n");
            for (double coldStart : coldStarts) {
                XYChart chart = chart(comparison, coldStart);
                byte[] png = png(chart);
                Files.write(directory.resolve("pareto-%.0f.png".formatted(coldStart)), png);
                html.append(
                                "<img alt='L = %.0f s' src='data:image/png;base64,"
                                        .formatted(coldStart))
                        .append(Base64.getEncoder().encodeToString(png))
                        .append("'>\n");
            }
            html.append("<pre>").append(table.replace("<", "&lt;")).append("</pre>\n");
            Files.writeString(directory.resolve("pareto.html"), html);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write pictures to " + directory, e);
        }
    }

    private static byte[] png(XYChart chart) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(BitmapEncoder.getBufferedImage(chart), "png", bytes);
        return bytes.toByteArray();
    }

    private static XYChart chart(Comparison comparison, double coldStart) {
        XYChart chart =
                new XYChartBuilder()
                        .width(WIDTH)
                        .height(HEIGHT)
                        .title("Cold start %.0f s: one point per trace".formatted(coldStart))
                        .xAxisTitle("GPU time over the work bound (log)")
                        .yAxisTitle("% of waits within the SLO")
                        .build();
        chart.getStyler().setDefaultSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
        chart.getStyler().setXAxisLogarithmic(true);
        chart.getStyler().setMarkerSize(8);
        chart.getStyler().setPlotBackgroundColor(Color.WHITE);
        List<Row> here = Comparison.at(comparison.rows(), coldStart).toList();
        for (String policy : comparison.titles()) {
            List<Double> cost = new ArrayList<>();
            List<Double> attained = new ArrayList<>();
            for (String workload : comparison.workloads()) {
                List<Row> runs =
                        Comparison.of(here, policy).stream()
                                .filter(row -> row.workload().equals(workload))
                                .toList();
                if (!runs.isEmpty()) {
                    cost.add(Comparison.mean(runs, row -> row.outcome().cost()));
                    attained.add(100 * Comparison.mean(runs, row -> row.outcome().attained()));
                }
            }
            chart.addSeries(policy, cost, attained)
                    .setMarker(
                            policy.startsWith("Forebay")
                                    ? SeriesMarkers.DIAMOND
                                    : SeriesMarkers.CIRCLE);
        }
        return chart;
    }
}
