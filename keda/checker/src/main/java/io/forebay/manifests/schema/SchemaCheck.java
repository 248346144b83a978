package io.forebay.manifests.schema;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import io.forebay.manifests.document.Manifest;
import io.forebay.manifests.document.Manifests;
import io.forebay.manifests.finding.Check;
import io.forebay.manifests.finding.Finding;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Each object against the schema of its kind. */
public record SchemaCheck(Schemas schemas) implements Check {

    @Override
    public List<Finding> check(Manifests manifests) {
        return manifests.all().stream()
                .flatMap(one -> schemas.of(one).stream().flatMap(schema -> findings(one, schema)))
                .toList();
    }

    /**
     * Kinds that nothing was known of, such as those of operators whose definitions are not at
     * hand.
     */
    public List<String> unchecked(Manifests manifests) {
        return manifests.all().stream()
                .filter(one -> schemas.of(one).isEmpty())
                .map(one -> one.apiVersion() + " " + one.kind())
                .distinct()
                .sorted()
                .toList();
    }

    private static Stream<Finding> findings(Manifest manifest, Schema schema) {
        List<Error> errors = schema.validate(manifest.content());
        return errors.stream()
                .collect(Collectors.groupingBy(SchemaCheck::pointer))
                .entrySet()
                .stream()
                .map(at ->
                        new Finding(
                                manifest.places().of(at.getKey()),
                                manifest.toString(),
                                "schema",
                                at.getKey().replaceFirst("^/", "").replace('/', '.')
                                        + ": "
                                        + at.getValue().stream()
                                                .map(Error::getMessage)
                                                .distinct()
                                                .collect(Collectors.joining(", or "))));
    }

    /** Where a wrong member stands, rather than the mapping that holds it. */
    private static String pointer(Error error) {
        String at = error.getInstanceLocation().toString();
        return "additionalProperties".equals(error.getKeyword()) && error.getProperty() != null
                ? at + "/" + error.getProperty()
                : at;
    }
}
