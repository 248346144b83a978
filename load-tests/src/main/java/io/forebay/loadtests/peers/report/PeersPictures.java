package io.forebay.loadtests.peers.report;

import io.forebay.loadtests.peers.system.Contestant;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;

/** A comparison as bars: a picture a figure, a group of bars a step, a bar a system. */
public final class PeersPictures {

    private static final int WIDTH = 1000;
    private static final int HEIGHT = 420;

    private PeersPictures() {}

    /**
     * Writes {@code <figure>.png} of each and {@code peers.html}, which holds all and the tables.
     */
    public static void write(PeersReport report, Path directory) {
        try {
            StringBuilder html =
                    new StringBuilder(
                            "<!doctype html><meta charset=utf-8><title>Forebay and"
                                    + " peers</title><style>body{font:14px"
                                    + " sans-serif;max-width:1060px;margin:2em"
                                    + " auto}pre{overflow:auto}</style><h1>Forebay beside what a team"
                                    + " would write instead</h1>\n");
            for (Figure figure : Figure.values()) {
                byte[] png = png(chart(figure, report.steps()));
                String name = figure.name().toLowerCase(Locale.ROOT).replace('_', '-');
                Files.write(directory.resolve(name + ".png"), png);
                html.append("<img alt='%s' src='data:image/png;base64,".formatted(figure.title()))
                        .append(Base64.getEncoder().encodeToString(png))
                        .append("'>\n");
            }
            html.append("<pre>")
                    .append(PeersTables.of(report).replace("<", "&lt;"))
                    .append("</pre>\n");
            Files.writeString(directory.resolve("peers.html"), html);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write pictures to " + directory, e);
        }
    }

    private static byte[] png(CategoryChart chart) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(BitmapEncoder.getBufferedImage(chart), "png", bytes);
        return bytes.toByteArray();
    }

    private static CategoryChart chart(Figure figure, List<StepSummary> steps) {
        CategoryChart chart =
                new CategoryChartBuilder()
                        .width(WIDTH)
                        .height(HEIGHT)
                        .title(figure.title() + ", medians")
                        .yAxisTitle(figure.title())
                        .build();
        chart.getStyler().setPlotBackgroundColor(Color.WHITE);
        chart.getStyler().setXAxisLabelRotation(20);
        TreeSet<Contestant> contestants = new TreeSet<>();
        steps.forEach(step -> contestants.addAll(step.medians().keySet()));
        List<String> names = steps.stream().map(step -> step.step().toString()).toList();
        for (Contestant contestant : contestants) {
            List<Double> bars =
                    steps.stream()
                            .map(step -> step.medians().get(contestant))
                            .map(medians ->
                                    medians == null ? 0.0 : medians.getOrDefault(figure, 0.0))
                            .toList();
            chart.addSeries(contestant.title(), names, bars);
        }
        return chart;
    }
}
