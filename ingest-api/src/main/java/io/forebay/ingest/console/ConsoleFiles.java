package io.forebay.ingest.console;

import java.util.ArrayList;
import java.util.List;

/**
 * Every file of the console. They are named one by one, so that nothing else of the class path can
 * be asked for.
 */
public final class ConsoleFiles {

    private static final String HOME = "/console/";
    private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/dist/";

    private static final List<String> SCRIPTS =
            List.of(
                    "app",
                    "api",
                    "charts",
                    "dom",
                    "events",
                    "format",
                    "parts",
                    "picture",
                    "session",
                    "theme",
                    "pages/batch",
                    "pages/batches",
                    "pages/job",
                    "pages/jobs",
                    "pages/letters",
                    "pages/models",
                    "pages/overview",
                    "pages/playground");

    private static final List<String> SAMPLES =
            List.of(
                    "coffee-break.jpg",
                    "digit-4.png",
                    "digit-7.png",
                    "gravel-upright.jpg",
                    "night-launch.jpg",
                    "pavilion.jpg");

    private ConsoleFiles() {}

    /** All of them, the page itself first. */
    public static List<ConsoleFile> load() {
        List<ConsoleFile> files = new ArrayList<>();
        files.add(ConsoleFile.load("/", HOME + "index.html"));
        files.add(own("console.css"));
        files.add(own("theme.css"));
        files.add(own("icon.svg"));
        SCRIPTS.forEach(name -> files.add(own(name + ".js")));
        SAMPLES.forEach(name -> files.add(own("samples/" + name)));
        files.add(ConsoleFile.load(HOME + "lib/uPlot.js", UPLOT + "uPlot.esm.js"));
        files.add(ConsoleFile.load(HOME + "lib/uPlot.css", UPLOT + "uPlot.min.css"));
        return List.copyOf(files);
    }

    private static ConsoleFile own(String name) {
        return ConsoleFile.load(HOME + name, HOME + name);
    }
}
