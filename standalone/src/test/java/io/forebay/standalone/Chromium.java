package io.forebay.standalone;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The Chromium of this machine, headless, driven by Playwright under the Node of this machine:
 * nothing is downloaded. Confined to the thread that opened it.
 */
final class Chromium implements AutoCloseable {

    private static final Optional<Path> BROWSER = Tools.onPath("chromium");
    private static final Optional<Path> NODE = Tools.onPath("node");

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    static boolean isHere() {
        return BROWSER.isPresent() && NODE.isPresent();
    }

    static Chromium open() {
        Playwright playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(
                                        Map.of(
                                                "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD",
                                                "1",
                                                "PLAYWRIGHT_NODEJS_PATH",
                                                NODE.orElseThrow().toString())));
        Browser browser =
                playwright
                        .chromium()
                        .launch(
                                new BrowserType.LaunchOptions()
                                        .setExecutablePath(BROWSER.orElseThrow())
                                        // The sandbox needs privileges that build machines lack;
                                        // the browser sees this test's own server alone.
                                        .setChromiumSandbox(false));
        return new Chromium(playwright, browser);
    }

    /** A page of a fresh profile, and everything that it complained of. */
    Tab tab(String base, int width, int height, ColorScheme scheme) {
        BrowserContext context =
                browser.newContext(
                        new Browser.NewContextOptions()
                                .setBaseURL(base)
                                .setViewportSize(width, height)
                                .setColorScheme(scheme)
                                .setPermissions(List.of("clipboard-read", "clipboard-write")));
        Page page = context.newPage();
        List<String> complaints = new ArrayList<>();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                complaints.add(message.text() + " at " + message.location());
            }
        });
        page.onPageError(complaints::add);
        return new Tab(context, page, complaints);
    }

    /**
     * @param complaints errors and warnings of the console, violations of the policy among them
     */
    record Tab(BrowserContext context, Page page, List<String> complaints)
            implements AutoCloseable {

        @Override
        public void close() {
            context.close();
        }
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
