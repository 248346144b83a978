package io.forebay.standalone;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import io.forebay.schemas.id.JobId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The console in a real browser, as a person would use it; nothing that it does may complain. */
@ExtendWith(RunningForebay.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleIT {

    private static final double PATIENCE = 60_000;

    /** Of what has the focus, how it is written, when it cannot be seen. */
    private static final String UNSEEN =
            """
            (() => {
              const it = document.activeElement;
              if (it === document.body) return '';
              const { width, height, right, bottom } = it.getBoundingClientRect();
              return width < 8 || height < 8 || right <= 0 || bottom <= 0 ? it.outerHTML.slice(0, 200) : '';
            })()\
            """;

    private List<String> places = List.of();
    private Standalone forebay;
    private Chromium chromium;
    private Chromium.Tab tab;
    private Page page;

    @BeforeAll
    void open(Standalone standalone) {
        assumeTrue(Chromium.isHere(), "SKIPPED: there is no chromium, or no node, on the PATH");
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
        forebay = standalone;
        chromium = Chromium.open();
    }

    @AfterAll
    void close() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @BeforeEach
    void visit() {
        show(1280, ColorScheme.LIGHT);
    }

    @AfterEach
    void nothingComplained() {
        try {
            assertThat(tab.complaints()).isEmpty();
        } finally {
            tab.close();
        }
    }

    @Test
    void aDetectionOfThePlaygroundShowsItsBoxesAndItsJob() {
        enter();
        go("Playground");
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("coffee-break").setExact(true))
                .click();
        Locator answer = region("The answer");
        assertThat(answer.locator(".state")).hasText("succeeded");
        Locator picture = answer.getByRole(AriaRole.IMG);
        int digits = Samples.truth("coffee-break.jpg").size();
        assertThat(picture.locator(".box")).hasCount(digits);
        assertThat(picture.locator("image")).hasCount(1);
        assertThat(picture.getAttribute("aria-label")).contains("4 (", "5 (");
        String command = page.locator("pre[aria-label='The same as a command']").innerText();
        assertThat(command)
                .contains("curl -s --data-binary @coffee-break.jpg", "/v1/models/notes/jobs")
                .doesNotContain(forebay.apiKey());

        answer.locator("a.id").click();
        assertThat(page.getByRole(AriaRole.HEADING, level(1))).hasText("Job");
        Locator timeline = region("Timeline");
        assertThat(timeline.getByText("Accepted")).isVisible();
        assertThat(timeline.getByText("Ended: succeeded")).isVisible();
        assertThat(region("Result").locator("image")).hasCount(1);
        assertThat(region("Facts").getByText("Flight")).isVisible();

        String id = page.url().substring(page.url().lastIndexOf('/') + 1);
        page.reload();
        enter();
        assertThat(region("Result").locator(".box")).hasCount(digits);
        assertThat(region("Result")).containsText("a picture shows only in the tab that sent it");
        go("Jobs");
        page.getByLabel("Id", new Page.GetByLabelOptions().setExact(true)).fill(id);
        page.getByRole(AriaRole.BUTTON, named("Find")).click();
        assertThat(page.locator("main code").first()).hasText(id);
    }

    @Test
    void jobsAreFoundByWhatTheySay() throws IOException {
        byte[] digit = Samples.bytes("digit-7.png");
        Api api = RunningForebay.api(forebay);
        String id =
                api.post(
                                "/v1/models/digits/jobs",
                                digit,
                                "Content-Type",
                                "image/png",
                                "Forebay-Metadata",
                                "{\"console\":\"found\"}",
                                "Prefer",
                                "wait=30")
                        .json()
                        .path("id")
                        .asText();
        enter();
        go("Jobs");
        page.getByLabel("Metadata").fill("console=found");
        page.getByLabel("State", new Page.GetByLabelOptions().setExact(true))
                .selectOption("succeeded");
        page.getByRole(AriaRole.BUTTON, named("Find")).click();

        Locator rows = region("Found jobs").locator("tbody tr");
        assertThat(rows).hasCount(1);
        assertThat(rows.locator("a")).hasAttribute("title", id);
    }

    @Test
    void aBatchRunsAndItsProgressIsSeen() {
        String lines =
                IntStream.range(0, 40)
                        .mapToObj(line ->
                                "{\"custom_id\":\"console-%d\",\"model\":\"digits\",%s"
                                        .formatted(line, Tensors.digit(9000 + line).substring(1)))
                        .collect(Collectors.joining("\n"));
        enter();
        go("Batches");
        page.locator("#lines")
                .setInputFiles(
                        new FilePayload(
                                "lines.jsonl",
                                "application/x-ndjson",
                                (lines + "\nnonsense\n").getBytes(StandardCharsets.UTF_8)));

        assertThat(page.getByRole(AriaRole.HEADING, level(1))).hasText("Batch");
        assertThat(page.locator(".head + p")).containsText("completed");
        assertThat(page.locator(".tile", new Page.LocatorOptions().setHasText("Completed")))
                .containsText("40");
        assertThat(page.locator("main").getByRole(AriaRole.IMG).first())
                .hasAttribute("aria-label", "40 of 41 completed, 1 ended otherwise");
        assertThat(region("Lines that ended otherwise").locator("tbody tr")).hasCount(1);
        page.getByRole(AriaRole.LINK, named("All batches")).click();
        assertThat(region("Batches").locator("tbody tr").first()).containsText("40 / 41");
    }

    @Test
    void aDeadLetterIsRedriven() throws Exception {
        JobId dead = Burial.bury(forebay, "the console's letter");
        enter();
        go("Dead letters");
        Locator letter =
                page.locator(
                        "article", new Page.LocatorOptions().setHasText("the console's letter"));
        // The letter is in the log, and read from there in a moment.
        for (int round = 0; letter.count() == 0 && round < 300; round++) {
            page.getByRole(AriaRole.BUTTON, named("Refresh")).click();
            page.waitForTimeout(200);
        }
        letter.locator("summary").click();
        assertThat(letter).containsText("image/png");
        letter.getByRole(AriaRole.BUTTON).click();
        letter.getByRole(AriaRole.STATUS).locator("a").click();

        assertThat(page.locator(".head + p")).containsText("succeeded");
        assertThat(region("Timeline").locator("a[title='" + dead.text() + "']")).isVisible();
    }

    @Test
    void theOverviewSaysWhatHappens() {
        RunningForebay.api(forebay)
                .post("/v1/models/digits/jobs", Tensors.digit(4242), "Prefer", "wait=30");
        enter();
        Locator tiles = page.locator(".tile");
        assertThat(tiles).hasCount(7);
        assertThat(page.locator("canvas")).hasCount(2);
        Locator lane =
                region("Lanes")
                        .locator("tbody tr")
                        .filter(new Locator.FilterOptions().setHasText("digits"))
                        .first();
        assertThat(lane.locator("td").last()).hasText("1");
        assertThat(region("Workers").locator("tbody tr").first()).isVisible();
        assertThat(page.locator("figure p").first()).containsText("last five minutes");
    }

    /** Standalone has no scaler: its part of the answer is put in on the way. */
    @Test
    void theReasonsOfTheScalerStayOpenWhileTheyChange() {
        AtomicInteger asked = new AtomicInteger();
        page.route(
                "**/v1/overview",
                route -> {
                    String seen = route.fetch().text();
                    String scaling =
                            """
                            ,"scaling":[{"lane":"notes/bulk","at":"2026-01-01T00:00:00Z","replicas":3,
                            "workers":2,"why":["now %d items/s arrive","so 3"]}]}\
                            """
                                    .formatted(asked.incrementAndGet());
                    String body = seen.substring(0, seen.lastIndexOf('}')) + scaling;
                    route.fulfill(
                            new Route.FulfillOptions()
                                    .setContentType("application/json")
                                    .setBody(body));
                });
        enter();
        Locator scaling = region("Scaling");
        assertThat(scaling.getByRole(AriaRole.ROW).nth(1)).containsText("notes/bulk");
        scaling.locator("summary").click();
        page.getByRole(AriaRole.HEADING, level(1)).click();
        Locator now = scaling.getByRole(AriaRole.LISTITEM).first();
        assertThat(now).isVisible();
        String before = now.innerText();
        assertThat(now).not().hasText(before);
        assertThat(now).isVisible();
    }

    /** From the key to a box on a picture, without a mouse. */
    @Test
    void everythingCanBeReachedByKeyboard() {
        page.keyboard().press("Tab");
        assertThat(page.locator(":focus")).hasText("Skip to the content");
        page.keyboard().press("Enter");
        tabTo("#key");
        page.keyboard().type(forebay.apiKey());
        page.keyboard().press("Enter");
        assertThat(page.getByRole(AriaRole.HEADING, level(1))).hasText("Overview");
        assertThat(page.locator("main")).isFocused();
        page.keyboard().press("Shift+Tab");
        tabBackTo("a[href='#/playground']");
        page.keyboard().press("Enter");
        assertThat(page.getByRole(AriaRole.HEADING, level(1))).hasText("Playground");
        assertThat(page.locator("main")).isFocused();
        assertThat(page.locator(".samples button").first()).isVisible();
        tabTo("[data-name='pavilion.jpg']");
        page.keyboard().press("Enter");
        assertThat(region("The answer").locator(".box").first()).isVisible();
        tabTo("a.id");
        page.keyboard().press("Enter");
        assertThat(page.getByRole(AriaRole.HEADING, level(1))).hasText("Job");
    }

    @Test
    void theKeyIsKeptInMemoryAlone() {
        page.getByLabel("API key").fill("fb_wrong");
        page.keyboard().press("Enter");
        assertThat(page.getByRole(AriaRole.ALERT)).hasText("The server does not know this key.");
        // The browser itself reports the refused call.
        assertThat(tab.complaints()).singleElement().asString().contains("401");
        tab.complaints().clear();

        enter();
        go("Jobs");
        Object kept =
                page.evaluate(
                        "() => JSON.stringify([{...localStorage}, {...sessionStorage},"
                                + " document.cookie, location.href])");
        assertThat((String) kept).startsWith("[{},{},\"\",").doesNotContain("fb_");
        page.getByRole(AriaRole.BUTTON, named("Forget the key")).click();
        assertThat(page.getByLabel("API key")).isEmpty();
        page.reload();
        assertThat(page.getByLabel("API key")).isVisible();
    }

    /** And sees how they went, not what came of them; nobody else does. */
    @Test
    void anOperatorFindsTheJobsOfATenant() {
        String tenant = "console-stranger";
        String key = keyOf(tenant);
        String id = digit(new Api(forebay.uri(), key), 777);
        enter();
        assertThat(page.locator(".whose")).hasText("tenant local · operator");
        go("Jobs");
        assertThat(page.locator("#tenants option[value='" + tenant + "']")).hasCount(1);
        page.getByLabel("Tenant").fill(tenant);
        page.getByRole(AriaRole.BUTTON, named("Find")).click();
        Locator rows = region("Found jobs").locator("tbody tr");
        assertThat(rows).hasCount(1);
        rows.locator("a").click();
        assertThat(page.locator("main code").first()).hasText(id);
        assertThat(region("Timeline").getByText("Ended: succeeded")).isVisible();
        assertThat(region("Facts")).containsText(tenant);
        assertThat(region("Result")).containsText("is the tenant's alone");
        assertThat(page.getByRole(AriaRole.BUTTON, named("Delete"))).hasCount(0);
        String asOperator = page.url();

        page.getByRole(AriaRole.BUTTON, named("Forget the key")).click();
        enter(key);
        assertThat(page.locator(".whose")).hasText("tenant " + tenant);
        assertThat(page.getByRole(AriaRole.BUTTON, named("Delete"))).isVisible();
        go("Jobs");
        assertThat(page.getByLabel("Tenant")).hasCount(0);
        page.navigate(asOperator.replace("tenant=" + tenant, "tenant=local"));
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("read by the operators");
        assertThat(tab.complaints()).singleElement().asString().contains("403");
        tab.complaints().clear();
    }

    /** Tab by tab over every page: what has the focus is there to be seen. */
    @ParameterizedTest
    @ValueSource(ints = {1280, 360})
    void theFocusIsSeenWhereverItGoes(int width) throws Exception {
        tab.close();
        show(width, ColorScheme.LIGHT);
        enter();
        List<String> unseen = new ArrayList<>();
        for (String place : places()) {
            visit(place);
            page.evaluate("document.activeElement.blur()");
            for (int step = 0; step < 30; step++) {
                page.keyboard().press("Tab");
                String lost = (String) page.evaluate(UNSEEN);
                if (!lost.isEmpty()) {
                    unseen.add(place + ": " + lost);
                }
            }
        }
        assertThat(unseen).isEmpty();
    }

    /** For the eye: each page in light and dark, wide and narrow, in the directory named. */
    @Test
    @EnabledIfSystemProperty(named = "console.look", matches = ".+")
    void everyPageForTheEye() throws Exception {
        Path look = Path.of(System.getProperty("console.look"));
        List<String> places = places();
        for (int width : List.of(1280, 360)) {
            for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                tab.close();
                show(width, scheme);
                page.screenshot(shot(look, "welcome", width, scheme));
                enter();
                for (String place : places) {
                    visit(place);
                    page.waitForTimeout(1500);
                    String name =
                            "page"
                                    + places.indexOf(place)
                                    + place.replaceAll("^/([a-z-]*).*", "-$1");
                    page.screenshot(shot(look, name, width, scheme));
                }
            }
        }
    }

    private static Page.ScreenshotOptions shot(
            Path look, String name, int width, ColorScheme scheme) {
        String file = "%s-%d-%s.png".formatted(name, width, scheme).toLowerCase(Locale.ROOT);
        return new Page.ScreenshotOptions().setPath(look.resolve(file)).setFullPage(true);
    }

    private String keyOf(String tenant) {
        String wanted = "{\"tenant\":\"" + tenant + "\",\"scopes\":[\"submit\",\"read\"]}";
        return RunningForebay.api(forebay).post("/v1/keys", wanted).json().path("key").asText();
    }

    private static String digit(Api api, int seed) {
        return api.post("/v1/models/digits/jobs", Tensors.digit(seed), "Prefer", "wait=30")
                .json()
                .path("id")
                .asText();
    }

    /** Every page, those of one thing with a thing to show. */
    private List<String> places() throws Exception {
        if (places.isEmpty()) {
            Api api = RunningForebay.api(forebay);
            String job =
                    api.post(
                                    "/v1/models/notes/jobs",
                                    Samples.bytes("pavilion.jpg"),
                                    "Content-Type",
                                    "image/jpeg",
                                    "Forebay-Metadata",
                                    "{\"customer\":\"42\",\"note\":\"a rather long value, of a customer who says much\"}",
                                    "Prefer",
                                    "wait=30")
                            .json()
                            .path("id")
                            .asText();
            String line =
                    "{\"custom_id\":\"a\",\"model\":\"digits\"," + Tensors.digit(31).substring(1);
            String batch =
                    api.post(
                                    "/v1/batches",
                                    (line + "\nnonsense\n").getBytes(StandardCharsets.UTF_8),
                                    "Content-Type",
                                    "application/x-ndjson")
                            .json()
                            .path("id")
                            .asText();
            BatchIT.awaitEnd(api, "/v1/batches/" + batch);
            Burial.bury(forebay, "a letter that is there to be looked at");
            String anothers = digit(new Api(forebay.uri(), keyOf("onlooked")), 778);
            places =
                    List.of(
                            "/",
                            "/playground",
                            "/jobs",
                            "/jobs/" + job,
                            "/jobs/%s?tenant=onlooked".formatted(anothers),
                            "/batches",
                            "/batches/" + batch,
                            "/models",
                            "/dead-letters",
                            "/nowhere");
        }
        return places;
    }

    private void visit(String place) {
        page.evaluate("place => { location.hash = '#' + place; }", place);
        Locator shown = page.locator("main .card, main h1:has-text('no such page')").first();
        assertThat(shown).isVisible();
        page.waitForTimeout(300);
    }

    /** Writes the pictures of the docs: {@code -Dconsole.shots=../docs}. */
    @Test
    @EnabledIfSystemProperty(named = "console.shots", matches = ".+")
    void showsItselfForTheDocs() {
        Path docs = Path.of(System.getProperty("console.shots"));
        Api api = RunningForebay.api(forebay);
        for (int round = 0; round < 12; round++) {
            for (int job = 0; job < 20; job++) {
                String digit = Tensors.digit(100_000 + 16 * round + job);
                api.post("/v1/models/digits/jobs", digit);
            }
            for (String scene : List.of("coffee-break.jpg", "pavilion.jpg", "night-launch.jpg")) {
                api.postFile("/v1/models/notes/jobs", Samples.file(scene), "image/jpeg");
            }
            page.waitForTimeout(5000);
        }
        enter();
        page.waitForTimeout(12_000);
        page.screenshot(new Page.ScreenshotOptions().setPath(docs.resolve("console-overview.png")));
        tab.close();
        show(1000, ColorScheme.DARK);
        enter();
        go("Playground");
        page.locator("[data-name='coffee-break.jpg']").click();
        assertThat(region("The answer").locator(".box")).hasCount(4);
        page.screenshot(
                new Page.ScreenshotOptions().setPath(docs.resolve("console-playground.png")));
    }

    /** By axe, which knows the WCAG 2.2 rules that a program can check, contrast among them. */
    @ParameterizedTest
    @CsvSource({"1280, LIGHT", "1280, DARK", "1000, LIGHT", "360, LIGHT", "360, DARK"})
    void nobodyIsShutOut(int width, ColorScheme scheme) throws Exception {
        tab.close();
        show(width, scheme);
        String axe = axe();
        List<String> violations = new ArrayList<>(violations("welcome", axe));
        enter();
        boolean pagesAreCut =
                (Boolean)
                        page.evaluate(
                                "(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)"
                                        + "(document.querySelector('nav ul'))");
        if (pagesAreCut && width >= 700) {
            violations.add("the names of the pages are cut at " + width);
        }
        for (String place : places()) {
            visit(place);
            if (place.equals("/playground")) {
                page.locator("[data-name='coffee-break.jpg']").click();
                assertThat(region("The answer").locator(".box").first()).isVisible();
            }
            page.locator("details").all().forEach(more -> more.locator("summary").click());
            violations.addAll(violations(place, axe));
            if ((Integer) page.evaluate("document.documentElement.scrollWidth") > width) {
                violations.add(place + " scrolls sideways");
            }
        }
        assertThat(violations).isEmpty();
    }

    private List<String> violations(String name, String axe) throws IOException {
        page.evaluate(axe);
        String found =
                (String)
                        page.evaluate(
                                """
                                axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
                                  .then((run) => JSON.stringify(run.violations))\
                                """);
        List<String> violations = new ArrayList<>();
        for (JsonNode violation : new ObjectMapper().readTree(found)) {
            violations.add(
                    "%s: %s at %s"
                            .formatted(
                                    name,
                                    violation.path("help").asText(),
                                    violation.at("/nodes/0/html").asText()));
        }
        return violations;
    }

    private static String axe() throws IOException {
        try (InputStream script = ConsoleIT.class.getResourceAsStream("/axe.min.js")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void show(int width, ColorScheme scheme) {
        tab = chromium.tab(forebay.uri().toString(), width, 900, scheme);
        page = tab.page();
        page.setDefaultTimeout(PATIENCE);
        page.navigate("/");
    }

    private void enter() {
        enter(forebay.apiKey());
    }

    private void enter(String key) {
        page.getByLabel("API key").fill(key);
        page.keyboard().press("Enter");
        assertThat(page.getByRole(AriaRole.BUTTON, named("Forget the key"))).isVisible();
    }

    private void go(String name) {
        page.getByRole(AriaRole.NAVIGATION).getByText(name).click();
        assertThat(page.getByRole(AriaRole.HEADING, level(1))).hasText(name);
    }

    private void tabTo(String selector) {
        move(selector, "Tab");
    }

    private void tabBackTo(String selector) {
        move(selector, "Shift+Tab");
    }

    private void move(String selector, String key) {
        for (int step = 0; step < 60; step++) {
            if ((Boolean) page.evaluate("(it) => document.activeElement.matches(it)", selector)) {
                return;
            }
            page.keyboard().press(key);
        }
        throw new AssertionError(selector + " cannot be reached with " + key);
    }

    private Locator region(String name) {
        return page.getByRole(
                AriaRole.REGION, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }

    private static Page.GetByRoleOptions level(int level) {
        return new Page.GetByRoleOptions().setLevel(level);
    }
}
