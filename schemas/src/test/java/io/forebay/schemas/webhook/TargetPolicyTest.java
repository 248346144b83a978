package io.forebay.schemas.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetPolicyTest {

    private static final Path SHARED = Path.of("..", "..", "shared", "conformance", "ssrf");

    private final TargetPolicy strict = new TargetPolicy(TargetConfig.DEFAULT);
    private final TargetPolicy anyPort =
            new TargetPolicy(new TargetConfig(true, List.of(), List.of()));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.com/",
                "https://example.com:8443/",
                "https://user@example.com/",
                "https://user:pass@example.com/",
                "https://127.0.0.1/",
                "https://127.1/",
                "https://0177.0.0.1/",
                "https://2130706433/",
                "https://0x7f.1/",
                "https://0x7f000001/",
                "https://0x7f.0x0.0x0.0x1/",
                "https://example.0177/",
                "https://[::1]/",
                "https://[::ffff:10.0.0.1]/",
                "https://[fe80::1%25eth0]/",
                "https://169.254.169.254/latest",
                "https://example.com/#x",
                "https://example.com/ x",
                "https://example.com/\r\nHost: x",
                "https:///nohost",
                "https:example.com",
                "ftp://example.com/",
                "//example.com/",
                ""
            })
    void refusesAtTheDoor(String url) {
        assertThat(strict.read(url)).isInstanceOf(CallbackUrl.Reading.Refused.class);
    }

    @Test
    void takesAUrlApartAsItWillBeCalled() {
        assertThat(strict.read("https://Example.COM./a/b?c=d%20e"))
                .isEqualTo(
                        new CallbackUrl.Reading.Sound(
                                new CallbackUrl(true, "example.com", 443, "/a/b?c=d%20e")));
        CallbackUrl url = new CallbackUrl(false, "2001:db8::1", 8080, "/x?secret");
        assertThat(url.authority()).isEqualTo("[2001:db8::1]:8080");
        assertThat(url.withoutQuery()).isEqualTo("http://[2001:db8::1]:8080/x");
    }

    @Test
    void allowsWhatIsConfigured() {
        TargetPolicy local =
                new TargetPolicy(new TargetConfig(true, List.of(), List.of("127.0.0.0/8")));

        assertThat(local.read("http://127.0.0.1:9999/"))
                .isInstanceOf(CallbackUrl.Reading.Sound.class);
        assertThat(local.read("http://10.0.0.1:9999/"))
                .isInstanceOf(CallbackUrl.Reading.Refused.class);
        assertThatThrownBy(() -> new TargetConfig(true, List.of(), List.of("127.0.0.1")))
                .hasMessageContaining("10.0.0.0/8");
    }

    @Test
    void refusesBothEndsOfEveryRangeOfTheSharedList() throws IOException {
        for (JsonNode entry : shared("blocked-cidrs.json").path("cidrs")) {
            String cidr = entry.path("cidr").asText();
            for (InetAddress end : ends(cidr)) {
                assertThat(strict.refusal(end)).as("%s of %s", end, cidr).isPresent();
            }
        }
    }

    @Test
    void refusesOrCannotReadEveryLiteralOfTheSharedLists() throws IOException {
        JsonNode urls = shared("urls-block.json");
        for (JsonNode url : urls.path("urls")) {
            assertThat(isCallable(url.asText(), urls.path("stub_dns"))).as(url.asText()).isFalse();
        }
        for (JsonNode host : shared("hosts-block.json").path("hosts")) {
            for (String scheme : List.of("http://", "https://")) {
                assertThat(isCallable(scheme + host.asText(), urls.path("stub_dns")))
                        .as(host.asText())
                        .isFalse();
            }
        }
        for (JsonNode url : shared("hosts-block.json").path("credentials_in_url_refused")) {
            assertThat(anyPort.read(url.asText())).isInstanceOf(CallbackUrl.Reading.Refused.class);
        }
    }

    @Test
    void acceptsEveryControlOfTheSharedList() throws IOException {
        TargetPolicy policy =
                new TargetPolicy(new TargetConfig(false, List.of(443, 8443), List.of()));
        for (JsonNode url : shared("urls-allow.json").path("urls")) {
            assertThat(policy.read(url.asText()))
                    .as(url.asText())
                    .isInstanceOf(CallbackUrl.Reading.Sound.class);
        }
    }

    /** As a sender would: the URL, then every address of its name. */
    private boolean isCallable(String text, JsonNode dns) throws IOException {
        if (!(anyPort.read(text) instanceof CallbackUrl.Reading.Sound(CallbackUrl url))) {
            return false;
        }
        if (url.literal().isPresent()) {
            return true;
        }
        for (JsonNode address : dns.path(url.host())) {
            if (anyPort.refusal(InetAddress.ofLiteral(address.asText())).isPresent()) {
                return false;
            }
        }
        return !dns.path(url.host()).isMissingNode();
    }

    private static List<InetAddress> ends(String cidr) throws IOException {
        String[] parts = cidr.split("/");
        byte[] base =
                parts[0].startsWith("::ffff:")
                        ? new byte[] {
                            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0xff, (byte) 0xff, 0, 0, 0, 0
                        }
                        : InetAddress.ofLiteral(parts[0]).getAddress();
        int host = base.length * 8 - Integer.parseInt(parts[1]);
        BigInteger first = new BigInteger(1, base);
        BigInteger last = first.add(BigInteger.ONE.shiftLeft(host).subtract(BigInteger.ONE));
        return List.of(address(first, base.length), address(last, base.length));
    }

    private static InetAddress address(BigInteger value, int length) throws IOException {
        byte[] bytes = new byte[length];
        byte[] raw = value.toByteArray();
        int copied = Math.min(raw.length, length);
        System.arraycopy(raw, raw.length - copied, bytes, length - copied, copied);
        return InetAddress.getByAddress(bytes);
    }

    private static JsonNode shared(String name) throws IOException {
        Path file =
                Optional.of(SHARED.resolve(name))
                        .filter(Files::exists)
                        .orElse(Path.of("..", "shared", "conformance", "ssrf", name));
        assumeTrue(Files.exists(file), "SKIPPED: there is no " + file);
        return new ObjectMapper().readTree(file.toFile());
    }
}
