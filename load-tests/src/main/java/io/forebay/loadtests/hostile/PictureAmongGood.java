package io.forebay.loadtests.hostile;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;

/** A picture as the fourth line of a batch of eight, the others of which are good. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record PictureAmongGood(
        String family, String name, String model, byte[] picture, Expectation.Kind expectation)
        implements HostileCase {

    private static final int LINES = 8;
    private static final int PLACE = 4;
    private static final int SIDE = 16;

    /** So that no good picture was seen before. */
    private static final AtomicInteger COLOURS = new AtomicInteger();

    @Override
    public Played play(Assailant assailant) throws IOException, InterruptedException {
        StringBuilder text = new StringBuilder();
        for (int line = 1; line <= LINES; line++) {
            byte[] bytes = line == PLACE ? picture : good();
            text.append(
                    "{\"custom_id\":\"%d\",\"model\":\"%s\",\"image_base64\":\"%s\"}%n"
                            .formatted(line, model, Base64.getEncoder().encodeToString(bytes)));
        }
        return new Played("", fault(BatchTalk.run(assailant, text)));
    }

    private Optional<String> fault(BatchTalk.Ended ended) {
        if (ended.lines().size() != LINES) {
            return Optional.of("eight lines expected, but was " + ended);
        }
        for (JsonNode line : ended.lines()) {
            JsonNode job = line.path("job");
            Optional<String> fault =
                    line.path("line").asInt() == PLACE
                            ? expectation.fault(new Reply(200, job.toString()))
                            : Expectation.Kind.DECODES.fault(new Reply(200, job.toString()));
            if (fault.isPresent()) {
                return fault.map(what -> "line " + line.path("line") + ": " + what);
            }
        }
        return Optional.empty();
    }

    /** A picture of one colour, another each time. */
    private static byte[] good() throws IOException {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        int colour = COLOURS.incrementAndGet();
        for (int at = 0; at < SIDE * SIDE; at++) {
            image.setRGB(at % SIDE, at / SIDE, colour);
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        return png.toByteArray();
    }
}
