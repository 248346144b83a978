package io.forebay.manifests.document;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.Node;

/** Reads YAML and keeps the line of every field. Safe for use by several threads. */
public final class YamlDocuments {

    private static final int LARGEST = 16 * 1024 * 1024;

    private YamlDocuments() {}

    /**
     * The documents of a text that are mappings.
     *
     * @param file what to call it
     * @throws UnreadableYamlException with the line, when it is no YAML
     */
    public static List<Manifest> read(String text, String file) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(LARGEST);
        List<Manifest> manifests = new ArrayList<>();
        try {
            for (Node node : new Yaml(options).composeAll(new StringReader(text))) {
                Map<String, Integer> lines = new HashMap<>();
                if (new NodeReader(lines).read(node) instanceof ObjectNode mapping
                        && !mapping.isEmpty()) {
                    manifests.add(
                            new Manifest(
                                    mapping, pointer -> new Place(file, line(lines, pointer))));
                }
            }
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            throw new UnreadableYamlException(
                    new Place(file, line), String.valueOf(e.getProblem()));
        }
        return manifests;
    }

    private static int line(Map<String, Integer> lines, String pointer) {
        String at = pointer;
        while (!lines.containsKey(at) && !at.isEmpty()) {
            at = at.substring(0, at.lastIndexOf('/'));
        }
        return lines.getOrDefault(at, 1);
    }
}
