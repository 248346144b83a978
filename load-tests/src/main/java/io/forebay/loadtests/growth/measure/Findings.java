package io.forebay.loadtests.growth.measure;

import io.forebay.loadtests.growth.point.Figure;
import io.forebay.loadtests.growth.point.Point;
import io.forebay.loadtests.growth.site.Loaded;
import io.forebay.loadtests.growth.site.Spent;
import io.forebay.loadtests.phase.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Collects what is found at one point. Confined to one thread. */
public final class Findings {

    private final List<Figure> figures = new ArrayList<>();
    private final Map<String, Integer> problems = new TreeMap<>();
    private int right;
    private double foreignShare;

    Findings figure(String title, double value) {
        figures.add(Figure.of(title, value));
        return this;
    }

    Findings cost(String title, double value) {
        figures.add(Figure.cost(title, value));
        return this;
    }

    /** Others had this share while something was measured; the largest counts. */
    Findings measured(Spent spent) {
        foreignShare = Math.max(foreignShare, spent.foreignShare());
        return this;
    }

    /** What was measured, and how its jobs ended. */
    Findings measured(Loaded loaded) {
        return measured(loaded.spent()).checked(loaded.tally());
    }

    /** How jobs ended that were not measured. */
    Findings checked(Tally tally) {
        right += tally.right();
        problems(tally.reasons());
        tally.refused().forEach((what, count) -> problem("refused: " + what, count));
        if (tally.duplicated() > 0) {
            problem("answered twice", tally.duplicated());
        }
        return this;
    }

    /** So many further jobs were looked at, and were as they must be. */
    Findings right(int count) {
        right += count;
        return this;
    }

    Findings problems(Map<String, Integer> counts) {
        counts.forEach(this::problem);
        return this;
    }

    Findings problem(String what, int count) {
        problems.merge(what, count, Integer::sum);
        return this;
    }

    /** It could not be measured to its end. */
    public Findings failed(RuntimeException e) {
        return problem("not measured: " + e, 1);
    }

    /**
     * @param quiet the share of the processors that others may have
     */
    public Point point(long size, double quiet) {
        if (right == 0) {
            problem("no job ended right", 1);
        }
        return new Point(size, figures, right, problems, foreignShare, foreignShare > quiet);
    }
}
