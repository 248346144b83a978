package io.forebay.rehearsal.report;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.function.ToDoubleFunction;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A day as a picture: arrivals, lag, workers, waits, cost, one below the other. */
public final class DayPicture {

    private static final int WIDTH = 900;
    private static final int HEIGHT = 190;

    private DayPicture() {}

    /** Writes {@code day.png}, {@code day.html} and {@code day.csv}. */
    public static void write(DayReport report, Path directory) {
        try {
            Files.createDirectories(directory);
            byte[] png = png(report);
            Files.write(directory.resolve("day.png"), png);
            Files.writeString(directory.resolve("day.csv"), DayText.csv(report));
            Files.writeString(
                    directory.resolve("day.html"),
                    """
                    <!doctype html>
                    <meta charset=utf-8>
                    <title>A day, rehearsed</title>
                    <style>body{font:14px sans-serif;max-width:960px;margin:2em auto}pre{overflow:auto}</style>
                    <h1>A day, rehearsed</h1>
                    <img alt="arrivals, lag, workers, waits and cost over the day" src="data:image/png;base64,%s">
                    <pre>%s</pre>
                    <details><summary>Every ten minutes</summary><pre>%s</pre></details>
                    """
                            .formatted(
                                    Base64.getEncoder().encodeToString(png),
                                    escaped(DayText.summary(report)),
                                    escaped(DayText.csv(report))));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write pictures to " + directory, e);
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }

    private static byte[] png(DayReport report) throws IOException {
        List<Window> windows = report.windows();
        List<XYChart> charts =
                List.of(
                        chart(
                                windows,
                                "arrivals, jobs a minute",
                                List.of("arrivals"),
                                Window::arrivals),
                        chart(windows, "lag: jobs that wait or run", List.of("lag"), Window::lag),
                        chart(
                                windows,
                                "workers",
                                List.of("ordered", "ready", "forecast asks", "schedule asks"),
                                Window::ordered,
                                Window::ready,
                                Window::forecast,
                                Window::scheduled),
                        chart(
                                windows,
                                "p99 wait, s (the promise: %d)"
                                        .formatted(report.config().waitSlo().toSeconds()),
                                List.of("p99 wait", "promise"),
                                Window::p99Wait,
                                one -> report.config().waitSlo().toSeconds()),
                        chart(
                                windows,
                                "paid until here, worker-hours",
                                List.of("paid"),
                                Window::paid));
        // Few colours, so that the file is small.
        BufferedImage all =
                new BufferedImage(WIDTH, HEIGHT * charts.size(), BufferedImage.TYPE_BYTE_INDEXED);
        Graphics2D drawing = all.createGraphics();
        for (int i = 0; i < charts.size(); i++) {
            drawing.drawImage(BitmapEncoder.getBufferedImage(charts.get(i)), 0, i * HEIGHT, null);
        }
        drawing.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(all, "png", bytes);
        return bytes.toByteArray();
    }

    @SafeVarargs
    private static XYChart chart(
            List<Window> windows,
            String title,
            List<String> names,
            ToDoubleFunction<Window>... values) {
        XYChart chart = new XYChartBuilder().width(WIDTH).height(HEIGHT).title(title).build();
        Styler styler = chart.getStyler();
        styler.setPlotBackgroundColor(Color.WHITE);
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setLegendPosition(Styler.LegendPosition.InsideNW);
        styler.setLegendVisible(names.size() > 1);
        styler.setAntiAlias(false);
        chart.getStyler().setXAxisDecimalPattern("0");
        chart.getStyler().setYAxisMin(0.0);
        double[] hours = windows.stream().mapToDouble(Window::at).toArray();
        for (int i = 0; i < names.size(); i++) {
            chart.addSeries(names.get(i), hours, windows.stream().mapToDouble(values[i]).toArray())
                    .setMarker(SeriesMarkers.NONE);
        }
        return chart;
    }
}
