package io.forebay.objects;

import java.util.List;

/**
 * Which objects tenants may name, in batches and lines.
 *
 * @param roots such as {@code s3://batches/{tenant}/} or {@code file:/srv/batches/{tenant}/}; what
 *     lies under a root without {@code {tenant}} is every tenant's, and nothing else is anybody's
 * @param s3 how the buckets of the roots are reached
 */
public record ObjectsConfig(List<String> roots, S3Config s3) {

    static final String TENANT = "{tenant}";

    public static final ObjectsConfig DEFAULT = new ObjectsConfig(List.of(), S3Config.DEFAULT);

    public ObjectsConfig {
        roots = roots == null ? List.of() : List.copyOf(roots);
        s3 = s3 == null ? S3Config.DEFAULT : s3;
        for (String root : roots) {
            boolean known =
                    root.endsWith("/")
                            && ObjectUrl.parse(root.replace(TENANT, "tenant") + "any")
                                    .filter(any -> any.isIn(root.replace(TENANT, "tenant")))
                                    .isPresent();
            if (!known) {
                throw new IllegalArgumentException(
                        "objects.roots: '%s' is not like s3://bucket/{tenant}/ or file:/srv/batches/{tenant}/"
                                .formatted(root));
            }
        }
    }
}
