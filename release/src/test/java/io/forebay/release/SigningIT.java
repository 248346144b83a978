package io.forebay.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signed with a key that is thrown away, and checked by the commands of the manual. */
class SigningIT {

    private static final Path PAGE = Path.of("..", "docs", "operations", "installing.md");
    private static final Path SIGN = Path.of("sign").toAbsolutePath();
    private static final Pattern BLOCK = Pattern.compile("(?m)^```sh\n(.*?)^```$", Pattern.DOTALL);
    private static final String OWNER = "throwaway@example.org";

    @TempDir Path folder;

    /** In a short path: an agent listens on a socket in it, whose name may have 107 bytes. */
    private Path keys;

    @BeforeEach
    void aKeyAndAnArchive() throws IOException {
        assumeTrue(
                Program.isHere("gpg"),
                "SKIPPED: no gpg on the PATH (Debian: apt-get install gnupg)");
        assertThat(Release.sbom()).isNotEmptyFile();
        keys = Files.createTempDirectory("fk");
        gpg(
                "gpg",
                "--batch",
                "--passphrase",
                "",
                "--quick-generate-key",
                "Nobody <" + OWNER + ">",
                "ed25519",
                "sign",
                "never");
        Files.copy(Release.archive(), folder.resolve(Release.archive().getFileName()));
    }

    @AfterEach
    void noAgentStays() {
        if (keys != null) {
            Program.run(
                    folder,
                    Map.of("GNUPGHOME", keys.toString()),
                    List.of("gpgconf", "--kill", "all"));
            Program.run(folder, "rm", "-rf", keys.toString());
        }
    }

    @Test
    void whoFollowsTheManualSeesThatItIsWholeAndWhoSignedIt() throws IOException {
        Program.Ran signed = sign();

        assertThat(signed.output()).containsPattern("(?m)^  [0-9A-F]{40}$");
        assertThat(check().succeeded().output())
                .contains("Good signature from \"Nobody <" + OWNER + ">\"")
                .contains(Release.archive().getFileName() + ": OK");
        assertThat(folder.resolve(name() + ".cdx.json")).hasSameTextualContentAs(Release.sbom());
    }

    @Test
    void anArchiveThatWasChangedIsFound() throws IOException {
        sign();
        Files.write(folder.resolve(name() + ".tar.gz"), new byte[1], StandardOpenOption.APPEND);

        Program.Ran ran = check();

        assertThat(ran.status()).isNotZero();
        assertThat(ran.output()).contains(name() + ".tar.gz: FAILED");
    }

    @Test
    void sumsThatWereChangedAreFound() throws IOException {
        sign();
        Files.writeString(
                folder.resolve(Checksums.FILE),
                "\n",
                StandardCharsets.UTF_8,
                StandardOpenOption.APPEND);

        Program.Ran ran = check();

        assertThat(ran.status()).isNotZero();
        assertThat(ran.output()).contains("BAD signature");
    }

    @Test
    void aKeyThatIsNotThereIsNamed() {
        Program.Ran ran =
                Program.run(
                        folder,
                        Map.of("GNUPGHOME", keys.toString()),
                        List.of(SIGN.toString(), "nobody@example.org", folder.toString()));

        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.output()).contains("no secret key 'nobody@example.org'");
    }

    private Program.Ran sign() {
        return gpg(SIGN.toString(), OWNER, folder.toString());
    }

    private Program.Ran gpg(String... command) {
        return Program.run(folder, Map.of("GNUPGHOME", keys.toString()), List.of(command))
                .succeeded();
    }

    /** The first block of the page: by somebody who has no key and no GnuPG folder. */
    private Program.Ran check() throws IOException {
        String block =
                BLOCK.matcher(Files.readString(PAGE)).results().findFirst().orElseThrow().group(1);
        assertThat(block).contains("gpgv", "sha256sum -c");
        return Program.run(
                folder,
                Map.of("LC_ALL", "C", "GNUPGHOME", folder.resolve("none").toString()),
                List.of("bash", "-ec", block));
    }

    private static String name() {
        return Release.archive().getFileName().toString().replace(".tar.gz", "");
    }
}
