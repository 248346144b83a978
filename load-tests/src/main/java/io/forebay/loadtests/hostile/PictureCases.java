package io.forebay.loadtests.hostile;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.loadtests.hostile.Expectation.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Pictures that are valid, broken, or bombs: alone, and among good ones. */
final class PictureCases {

    private static final String FAMILY = "pictures";

    private PictureCases() {}

    /**
     * @param folder with its {@code index.json}
     */
    static List<HostileCase> of(CaseFolder folder, Prey prey) {
        List<HostileCase> cases = new ArrayList<>();
        for (JsonNode entry : folder.json("index.json").path("cases")) {
            String file = entry.path("file").asText();
            add(cases, prey, file, folder.bytes(file), expected(entry.path("expect").asText()));
        }
        Bombs.all().forEach((name, bytes) -> add(cases, prey, name, bytes, Kind.UNDECODABLE));
        return cases;
    }

    private static void add(
            List<HostileCase> cases, Prey prey, String file, byte[] bytes, Kind expected) {
        cases.add(
                new OneRequest(
                        FAMILY,
                        file + " alone",
                        // Not to be answered by what the last round found.
                        HttpBytes.post(prey.pictureJobs(), type(file), bytes)
                                .with("Prefer: wait=30")
                                .with("Cache-Control: no-store"),
                        expected));
        cases.add(
                new PictureAmongGood(
                        FAMILY, file + " among good ones", prey.pictures(), bytes, expected));
    }

    private static Kind expected(String expect) {
        if (expect.equals("decodes")) {
            return Kind.DECODES;
        }
        return expect.startsWith("refused as invalid_input") ? Kind.UNDECODABLE : Kind.PICTURE;
    }

    private static String type(String file) {
        String suffix = file.substring(file.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return switch (suffix) {
            case "jpg", "jpeg" -> "image/jpeg";
            case "apng" -> "image/png";
            default -> "image/" + suffix;
        };
    }
}
