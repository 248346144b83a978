package io.forebay.client.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code forebay keys}. */
@Command(
        name = "keys",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "API keys. Needs a key with the scope 'operate'.")
final class KeysCommand {

    private KeysCommand() {}

    static CommandLine line(World world) {
        return Groups.of(
                new KeysCommand(),
                new KeysCreateCommand(world),
                new KeysListCommand(world),
                new KeysRotateCommand(world),
                new KeysRevokeCommand(world));
    }

    /** One line of what a key is. */
    static String text(JsonNode key) {
        String until = key.path("expiresAt").asText("");
        String ends = key.path("valid").asBoolean() ? "until " : "ended ";
        return text(key, until.isEmpty() ? "" : ends + until);
    }

    /** The same of one that is no more. */
    static String revoked(JsonNode key) {
        return text(key, "revoked");
    }

    private static String text(JsonNode key, String when) {
        List<String> scopes = new ArrayList<>();
        key.path("scopes").forEach(scope -> scopes.add(scope.asText()));
        String name = key.path("name").asText("");
        return "%s %s %s%s%s"
                .formatted(
                        key.path("id").asText(),
                        key.path("tenant").asText(),
                        String.join(",", scopes),
                        when.isEmpty() ? "" : "  " + when,
                        name.isEmpty() ? "" : "  " + name);
    }
}
