package io.forebay.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;

/** The guide's page on a screen of a phone's size. Confined to the thread that opened it. */
record PhonePage(Chromium.Tab tab) implements AutoCloseable {

    private static final double PATIENCE_MS = 30_000;

    /** How many of the canvas have the colour of the boxes. */
    private static final String GREEN_PIXELS =
            """
            () => {
              const canvas = document.querySelector('#canvas');
              const copy = new OffscreenCanvas(canvas.width, canvas.height);
              const pen = copy.getContext('2d', { willReadFrequently: true });
              pen.drawImage(canvas, 0, 0);
              const pixels = pen.getImageData(0, 0, canvas.width, canvas.height).data;
              return pixels.filter((_, i) => i % 4 === 0 && pixels[i] === 0 && pixels[i + 1] === 200 && pixels[i + 2] === 83).length;
            }\
            """;

    static PhonePage open(Chromium chromium, String url) {
        Chromium.Tab tab = chromium.tab(url, 390, 800, ColorScheme.LIGHT);
        tab.page().navigate("/");
        return new PhonePage(tab);
    }

    void findsTheDigitsOf(String photo) {
        List<String> digits = Samples.truth(photo).stream().map(Samples.Labelled::label).toList();
        Page page = tab.page();
        page.setInputFiles("#photo", Samples.file(photo));
        PlaywrightAssertions.assertThat(page.locator("#state"))
                .hasText(
                        digits.size() + " found, miss",
                        new LocatorAssertions.HasTextOptions().setTimeout(PATIENCE_MS));
        assertThat(page.locator("#found li").allInnerTexts())
                .extracting(text -> text.substring(0, 1))
                .containsExactlyInAnyOrderElementsOf(digits);
        assertThat((Integer) page.evaluate(GREEN_PIXELS)).isGreaterThan(500);
        assertThat(tab.complaints()).isEmpty();
    }

    @Override
    public void close() {
        tab.close();
    }
}
