package io.forebay.loadtests.growth;

import io.forebay.loadtests.growth.measure.Findings;
import io.forebay.loadtests.growth.measure.Measurement;
import io.forebay.loadtests.growth.measure.Place;
import io.forebay.loadtests.growth.point.Axis;
import io.forebay.loadtests.growth.point.AxisResult;
import io.forebay.loadtests.growth.point.Point;
import io.forebay.loadtests.growth.report.GrowthReport;
import io.forebay.loadtests.growth.report.GrowthTables;
import io.forebay.loadtests.growth.site.Site;
import io.forebay.loadtests.machine.MachineFacts;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Measures one point after the other, each on processes that were started anew. Confined to one
 * thread.
 *
 * @param say takes a line of progress
 */
public record GrowthRun(GrowthConfig config, Consumer<String> say) {

    /** Returns what was found; what is there after each axis is written to the directory. */
    public GrowthReport run(Instant startedAt) throws InterruptedException {
        MachineFacts machine = MachineFacts.read();
        List<AxisResult> results = new ArrayList<>();
        GrowthReport report = new GrowthReport(startedAt, config.describe(), machine, results);
        for (Map.Entry<Axis, List<Long>> axis : config.sizes().entrySet()) {
            results.add(along(axis.getKey(), axis.getValue()));
            report = new GrowthReport(startedAt, config.describe(), machine, results);
            report.write(config.directory());
        }
        return report;
    }

    private AxisResult along(Axis axis, List<Long> sizes) throws InterruptedException {
        List<Point> points = new ArrayList<>();
        for (long size : sizes) {
            Point point = measure(axis, Math.toIntExact(size));
            say.accept(GrowthTables.line(axis, point));
            points.add(point);
        }
        return new AxisResult(axis, points);
    }

    /** A point that cannot be measured does not cost the others. */
    private Point measure(Axis axis, int size) throws InterruptedException {
        Path directory = config.directory().resolve("sites").resolve(axis.title() + "-" + size);
        Site.delete(directory);
        Place place = new Place(directory, config.classPath(), config.amounts(), config.seed());
        try {
            return Measurement.of(axis).measure(size, place).point(size, config.quiet());
        } catch (RuntimeException e) {
            return new Findings().failed(e).point(size, config.quiet());
        }
    }
}
