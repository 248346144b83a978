package io.forebay.standalone;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.forebay.schemas.config.ConfigReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The keys of a service's configuration, from its records: each with the default that an empty file
 * gives it, and with what the record's Javadoc says of it.
 *
 * @param rows of a Markdown table
 */
record ConfigKeys(List<String> rows) {

    private static final Pattern PARAMETER =
            Pattern.compile(
                    "@param\\s+(\\w+)\\s+(.*?)(?=\\n\\s*\\*\\s*(?:@|/)|\\*/)", Pattern.DOTALL);

    private static final List<String> MODULES =
            List.of(
                    "schemas",
                    "object-storage",
                    "dispatcher",
                    "gpu-consumer",
                    "result-store",
                    "ingest-api",
                    "keda/scaler");

    static ConfigKeys of(Class<? extends Record> type) {
        List<String> rows = new ArrayList<>();
        Record defaults = ConfigReader.withoutEnvironment().read("{}", "the defaults", type);
        walk("", defaults, rows);
        return new ConfigKeys(List.copyOf(rows));
    }

    private static void walk(String prefix, Record config, List<String> rows) {
        Map<String, String> said = javadoc(config.getClass());
        for (RecordComponent component : config.getClass().getRecordComponents()) {
            String key = prefix + kebab(component);
            Object value = value(config, component);
            if (value instanceof Record nested && isConfig(nested)) {
                walk(key + ".", nested, rows);
            } else {
                rows.add(
                        "| `%s` | %s | %s |"
                                .formatted(
                                        key,
                                        shown(value),
                                        said.getOrDefault(component.getName(), "")));
            }
        }
    }

    /** Those of several keys, not values that are records, such as sizes. */
    private static boolean isConfig(Record value) {
        return value.getClass().getRecordComponents().length > 1;
    }

    private static String kebab(RecordComponent component) {
        JsonProperty named = component.getAccessor().getAnnotation(JsonProperty.class);
        if (named != null && !named.value().isEmpty()) {
            return named.value();
        }
        return component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static Object value(Record config, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            Object value = component.getAccessor().invoke(config);
            return value == null ? "" : value;
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("an accessor of a record can be called", e);
        }
    }

    private static String shown(Object value) {
        String yaml =
                value instanceof Optional<?> optional
                        ? optional.map(ConfigKeys::yaml).orElse("")
                        : yaml(value);
        return yaml.isEmpty() || yaml.equals("\"\"") ? "" : "`" + yaml.replace("|", "\\|") + "`";
    }

    private static String yaml(Object value) {
        if (value instanceof Path path) {
            // As it was given; in YAML it would be a place on this machine.
            return path.toString();
        }
        return ConfigReader.withoutEnvironment()
                .write(value)
                .replaceFirst("^---\\s?", "")
                .strip()
                .replaceAll("\\n\\s*", " ");
    }

    private static Map<String, String> javadoc(Class<?> type) {
        String source = source(type.getNestHost());
        int at = source.indexOf("record " + type.getSimpleName() + "(");
        int begin = source.lastIndexOf("/**", at);
        Map<String, String> said = new HashMap<>();
        if (begin < 0 || source.substring(begin, at).contains("{\n")) {
            return said;
        }
        Matcher matcher = PARAMETER.matcher(source.substring(begin, at));
        while (matcher.find()) {
            said.put(matcher.group(1), text(matcher.group(2)));
        }
        return said;
    }

    private static String text(String javadoc) {
        return javadoc.replaceAll("\\n\\s*\\*\\s?", " ")
                .replaceAll("\\{@code ([^}]*)\\}", "`$1`")
                .replaceAll("\\{@link [\\w.]*?#?(\\w+)\\}", "`$1`")
                .replace("|", "\\|")
                .replaceAll("\\s+", " ")
                .strip();
    }

    private static String source(Class<?> type) {
        String file = type.getName().replace('.', '/') + ".java";
        try (Stream<Path> found =
                MODULES.stream()
                        .map(module -> Path.of("..", module, "src/main/java", file))
                        .filter(Files::exists)) {
            Path path =
                    found.findFirst().orElseThrow(() -> new AssertionError("no source of " + type));
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
