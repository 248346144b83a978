package io.forebay.schemas.webhook;

import static io.forebay.fuzz.Property.holds;
import static io.forebay.fuzz.Property.same;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.forebay.fuzz.Parts;
import java.net.InetAddress;

/** Where webhooks are to go: what is checked is what is called, and it is not the inside. */
final class CallbackUrlFuzz {

    private static final TargetPolicy POLICY = new TargetPolicy(TargetConfig.DEFAULT);

    @FuzzTest
    void url(byte[] bytes) {
        if (POLICY.read(Parts.text(bytes)) instanceof CallbackUrl.Reading.Sound(CallbackUrl url)) {
            holds(url.secure() && url.port() == 443, "called without TLS, or elsewhere");
            holds(url.resource().startsWith("/"), "a resource that is no path");
            holds(
                    (url.host() + url.resource()).chars().allMatch(c -> c > ' ' && c < 0x7f),
                    "a character that ends a line");
            holds(
                    url.literal().filter(CallbackUrlFuzz::isInside).isEmpty(),
                    "an address of the inside");
            same(
                    CallbackUrl.read("https://" + url.authority() + url.resource()),
                    new CallbackUrl.Reading.Sound(url),
                    "written and read again");
        }
    }

    private static boolean isInside(InetAddress address) {
        return address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress();
    }
}
