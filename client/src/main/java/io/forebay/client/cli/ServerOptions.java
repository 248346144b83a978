package io.forebay.client.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.client.ForebayClient;
import picocli.CommandLine.Option;

/** What every command that asks a server has. */
final class ServerOptions {

    private final World world;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "The server (default: FOREBAY_URL, or the one on this machine).")
    private String url = "";

    @Option(names = "--json", description = "Print JSON, one value on a line.")
    private boolean json;

    ServerOptions(World world) {
        this.world = world;
    }

    ForebayClient connect() {
        return world.connect(url);
    }

    boolean json() {
        return json;
    }

    /** Prints the value where JSON is wanted, else the text, which may have several lines. */
    void print(JsonNode value, String text) {
        world.out().println(json ? value.toString() : text);
    }
}
