package io.forebay.loadtests.hostile;

import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Bytes that are not quite HTTP: answered with 4xx or not at all, and nothing that is hidden in
 * them is carried out.
 *
 * @param bytes {@code HOST} and {@code KEY} stand for the instance's
 * @param ends whether the end of what is sent is shown to the server
 */
record RawTalk(String family, String name, String bytes, boolean ends) implements HostileCase {

    private static final Pattern WRONG = Pattern.compile("HTTP/1\\.[01] [235]\\d\\d");

    @Override
    public Played play(Assailant assailant) throws IOException {
        String answer = assailant.talk(bytes, ends);
        boolean wrong = WRONG.matcher(answer).find() || answer.contains("Exception");
        return new Played(
                "",
                wrong
                        ? Optional.of("4xx or nothing expected, but was " + answer)
                        : Optional.empty());
    }
}
