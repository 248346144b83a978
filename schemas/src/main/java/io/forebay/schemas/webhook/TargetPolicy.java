package io.forebay.schemas.webhook;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Where calls may go. Says nothing of names: whoever resolves one asks for every address of the
 * answer, and connects to an address that was allowed. Safe for use by several threads.
 */
public final class TargetPolicy {

    private final TargetConfig config;
    private final List<Cidr> allowed;

    public TargetPolicy(TargetConfig config) {
        this.config = config;
        this.allowed = config.addresses().stream().map(Cidr::parse).toList();
    }

    /** A URL that a client gave, if calls may go there as far as can be told without a resolver. */
    public CallbackUrl.Reading read(String text) {
        return switch (CallbackUrl.read(text)) {
            case CallbackUrl.Reading.Refused refused -> refused;
            case CallbackUrl.Reading.Sound sound ->
                    refusal(sound.url())
                            .<CallbackUrl.Reading>map(CallbackUrl.Reading.Refused::new)
                            .orElse(sound);
        };
    }

    /** Why a call must not go to a URL, its name aside. */
    public Optional<String> refusal(CallbackUrl url) {
        if (!url.secure() && !config.http()) {
            return Optional.of("expected https://");
        }
        if (!config.ports().isEmpty() && !config.ports().contains(url.port())) {
            return Optional.of(
                    "port %d is not among the allowed %s".formatted(url.port(), config.ports()));
        }
        return url.literal().flatMap(this::refusal);
    }

    /** Why a connection must not go to an address. */
    public Optional<String> refusal(InetAddress address) {
        return SpecialRanges.of(address)
                .filter(range -> allowed.stream().noneMatch(own -> own.contains(address)))
                .map(range ->
                        "%s is no public address (%s)".formatted(address.getHostAddress(), range));
    }
}
